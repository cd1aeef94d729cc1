//! Which language an article is in.

use crate::words::{head, is_stop_word, words};

/// Bytes of the body that are looked at.
const SAMPLE: usize = 8 << 10;

/// Shorter texts stay undetermined unless they are plainly English.
const LEAST_WORDS: usize = 12;

/// BCP 47 primary subtag of a text's language, `und` where it cannot be told.
pub(crate) fn language(text: &str) -> &'static str {
    let sample = head(text, SAMPLE);
    let (mut n, mut stop) = (0usize, 0usize);
    for word in words(sample) {
        n += 1;
        stop += usize::from(is_stop_word(&word.to_lowercase()));
    }
    // A quarter of English running text are these words, of other languages next to none.
    if n > 0 && stop * 5 >= n {
        return "en";
    }
    let Some(info) = whatlang::detect(sample) else {
        return "und";
    };
    if n < LEAST_WORDS && info.script() == whatlang::Script::Latin || !info.is_reliable() {
        return "und";
    }
    two_letters(info.lang().code())
}

/// ISO 639-1 for the ISO 639-3 codes of the detector; three letters stay where no two exist.
fn two_letters(code: &'static str) -> &'static str {
    const CODES: [(&str, &str); 69] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
    ];
    CODES
        .iter()
        .find(|(three, _)| *three == code)
        .map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_short_and_longer_texts() {
        assert_eq!(
            language("The mayor said that the line would stay open."),
            "en"
        );
        assert_eq!(
            language(
                "Der Bürgermeister sagte am Montag, dass die Fähre auch im Winter zwischen den beiden Städten fahren werde."
            ),
            "de"
        );
        assert_eq!(
            language(
                "Мэр города заявил в понедельник, что паром будет ходить между городами всю зиму."
            ),
            "ru"
        );
        assert_eq!(language("Port Reed"), "und");
        assert_eq!(language(""), "und");
    }
}
