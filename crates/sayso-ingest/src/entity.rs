//! Character references of HTML ("13.5 Named character references" and "13.2.5.72" of the HTML standard).

/// The longest reference that is looked for, `&CounterClockwiseContourIntegral;`.
const MAX_LENGTH: usize = 34;

/// What the reference at the start of `text` (which begins with `&`) stands for, and its length.
pub(crate) fn reference(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(text);
    }
    let limit = bytes.len().min(MAX_LENGTH);
    let length = bytes[1..limit]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    if length == 0 {
        return None;
    }
    let closed = bytes.get(1 + length) == Some(&b';');
    let name = &bytes[1..=length];
    if closed && let Some(value) = named(name) {
        return Some((value.to_owned(), length + 2));
    }
    // References from before HTML 4 may lack the semicolon: `AT&ampT`, `&nbspnow`.
    const OPEN: [&str; 14] = [
        "amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "pound", "cent", "laquo", "raquo",
        "eacute", "shy", "deg",
    ];
    let known = OPEN.iter().find(|open| name.starts_with(open.as_bytes()))?;
    Some((named(known.as_bytes())?.to_owned(), 1 + known.len()))
}

fn named(name: &[u8]) -> Option<&'static str> {
    let table = &html_escape::NAMED_ENTITIES;
    table
        .binary_search_by(|(key, _)| (*key).cmp(name))
        .ok()
        .map(|i| table[i].1)
}

fn numeric(text: &str) -> Option<(String, usize)> {
    let hexadecimal = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let start = if hexadecimal { 3 } else { 2 };
    let radix = if hexadecimal { 16 } else { 10 };
    let digits = text[start..]
        .bytes()
        .take(9)
        .take_while(|b| char::from(*b).is_digit(radix))
        .count();
    let code = u32::from_str_radix(text.get(start..start + digits)?, radix).ok()?;
    let end = start + digits + usize::from(text.as_bytes().get(start + digits) == Some(&b';'));
    let value = match code {
        // Written in Windows-1252 by tools that did not know better; browsers read them so.
        0x80..=0x9f => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[code as u8])
            .0
            .into_owned(),
        _ => char::from_u32(code)
            .filter(|c| *c != '\0')
            .unwrap_or('\u{fffd}')
            .to_string(),
    };
    Some((value, end))
}

/// Text with its references resolved, where no alignment is needed (attribute values).
pub(crate) fn resolve(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (value, length) = reference(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&value);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_open_forms() {
        assert_eq!(
            resolve("Tom &amp; Ann&#8217;s &eacute;t&#xE9; &euro;5"),
            "Tom & Ann’s été €5"
        );
        assert_eq!(resolve("AT&ampT &nbspnow"), "AT&T \u{a0}now");
        assert_eq!(resolve("&#150; &#0; &#x110000;"), "– \u{fffd} \u{fffd}");
        assert_eq!(
            resolve("R&D &; &# &#x; &unknown; &"),
            "R&D &; &# &#x; &unknown; &"
        );
        assert_eq!(resolve("&é &ampé"), "&é &é");
    }
}
