//! Base forms of English words, as guesses that a lexicon confirms.

/// Irregular forms of verbs that report.
const IRREGULAR: &[(&str, &str)] = &[
    ("said", "say"),
    ("told", "tell"),
    ("wrote", "write"),
    ("written", "write"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("thought", "think"),
    ("knew", "know"),
    ("known", "know"),
    ("saw", "see"),
    ("seen", "see"),
    ("felt", "feel"),
    ("found", "find"),
    ("went", "go"),
    ("gone", "go"),
    ("made", "make"),
    ("gave", "give"),
    ("given", "give"),
    ("kept", "keep"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("shown", "show"),
    ("meant", "mean"),
    ("began", "begin"),
    ("begun", "begin"),
    ("had", "have"),
    ("has", "have"),
    ("having", "have"),
    ("is", "be"),
    ("was", "be"),
    ("were", "be"),
    ("are", "be"),
    ("been", "be"),
    ("being", "be"),
    ("am", "be"),
    ("did", "do"),
    ("done", "do"),
    ("does", "do"),
    ("understood", "understand"),
    ("undertook", "undertake"),
    ("laid", "lay"),
    ("fell", "fall"),
    ("threw", "throw"),
    ("took", "take"),
    ("taken", "take"),
    ("sought", "seek"),
    ("shot", "shoot"),
    ("sang", "sing"),
    ("paid", "pay"),
    ("drawn", "draw"),
    ("heard", "hear"),
    ("foresaw", "foresee"),
    ("forbade", "forbid"),
    ("pled", "plead"),
    ("held", "hold"),
    ("stood", "stand"),
    ("left", "leave"),
    ("came", "come"),
    ("led", "lead"),
    ("met", "meet"),
    ("words", "word"),
    ("learnt", "learn"),
    ("stuck", "stick"),
    ("broke", "break"),
    ("spelt", "spell"),
];

/// The base forms that a word (in lower case) may have, itself first.
pub(crate) fn lemmas(word: &str) -> Vec<String> {
    let mut found = vec![word.to_owned()];
    found.extend(
        IRREGULAR
            .iter()
            .filter(|(form, _)| *form == word)
            .map(|(_, base)| (*base).to_owned()),
    );
    let mut push = |stem: &str, ending: &str| {
        if stem.len() >= 2 {
            found.push(format!("{stem}{ending}"));
        }
    };
    if let Some(stem) = word
        .strip_suffix("ies")
        .or_else(|| word.strip_suffix("ied"))
    {
        push(stem, "y");
    }
    for suffix in ["s", "es", "ed", "d", "ing"] {
        let Some(stem) = word.strip_suffix(suffix) else {
            continue;
        };
        push(stem, "");
        if matches!(suffix, "ed" | "ing") {
            push(stem, "e");
            let mut last = stem.chars().rev();
            if let (Some(a), Some(b)) = (last.next(), last.next())
                && a == b
            {
                push(&stem[..stem.len() - a.len_utf8()], "");
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::lemmas;

    #[test]
    fn base_forms_are_among_the_guesses() {
        for (form, base) in [
            ("said", "say"),
            ("denies", "deny"),
            ("denied", "deny"),
            ("urging", "urge"),
            ("admitted", "admit"),
            ("stresses", "stress"),
            ("agreed", "agree"),
            ("telling", "tell"),
            ("claims", "claim"),
        ] {
            assert!(lemmas(form).iter().any(|l| l == base), "{form}");
        }
    }
}
