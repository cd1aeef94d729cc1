//! Whether the colours of the stylesheet can be told apart (WCAG 2.2, success criteria 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

use super::STYLE;

type Colour = [f64; 3];

/// The colours of a `:root` block, over those of the one before it.
fn palette(block: &str, mut colours: BTreeMap<String, Colour>) -> BTreeMap<String, Colour> {
    let block = block.split('}').next().expect("split gives one");
    for declaration in block.split([';', '{']) {
        let declared = declaration.trim().strip_prefix("--");
        let Some((name, value)) = declared.and_then(|d| d.split_once(": #")) else {
            continue;
        };
        let digit = |i: usize| match value.len() {
            3 => value[i..=i].repeat(2),
            _ => value[2 * i..2 * i + 2].to_owned(),
        };
        let channel = |i| f64::from(u8::from_str_radix(&digit(i), 16).expect("a colour")) / 255.0;
        colours.insert(name.to_owned(), [0, 1, 2].map(channel));
    }
    colours
}

fn palettes() -> [(&'static str, BTreeMap<String, Colour>); 3] {
    let after = |marker: &str| STYLE.split(marker).nth(1).expect("the block is there");
    let light = palette(after(":root {"), BTreeMap::new());
    let dark = after("@media screen and (prefers-color-scheme: dark) {");
    let print = after("@media print {");
    [
        ("dark", palette(dark, light.clone())),
        ("print", palette(print, light.clone())),
        ("light", light),
    ]
}

/// Relative luminance, as the guidelines define it.
fn luminance(colour: Colour) -> f64 {
    let [r, g, b] = colour.map(|c| {
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// So much of a colour over another.
fn mixed(colour: Colour, share: f64, under: Colour) -> Colour {
    [0, 1, 2].map(|i| colour[i] * share + under[i] * (1.0 - share))
}

#[test]
fn contrasts_are_those_of_the_guidelines() {
    let (black, white) = ([0.0; 3], [1.0; 3]);
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    let grey = [f64::from(0x77_u8) / 255.0; 3];
    assert!((contrast(grey, white) - 4.48).abs() < 0.01);
}

/// Every pair of text and ground that the stylesheet makes.
#[test]
fn text_can_be_read_on_every_ground() {
    let plain = ["ink", "muted", "link", "sound", "caution", "denied"];
    for (scheme, colours) in palettes() {
        let of = |name: &str| *colours.get(name).unwrap_or_else(|| panic!("no {name}"));
        let mut pairs: Vec<(String, Colour, Colour)> = Vec::new();
        let mut add = |text: &str, ground: &str, colour: Colour| {
            pairs.push((format!("{text} on {ground}"), of(text), colour));
        };
        for ground in ["paper", "panel"] {
            plain.iter().for_each(|text| add(text, ground, of(ground)));
            // Badges, and words that stand quoted in both of two articles.
            add("ink", "badge", mixed(of("muted"), 0.14, of(ground)));
            add("ink", "said", mixed(of("link"), 0.16, of(ground)));
            for i in 1..=8 {
                let origin = of(&format!("o{i}"));
                add("ink", "origin", mixed(origin, 0.12, of(ground)));
                add("muted", "origin", mixed(origin, 0.12, of(ground)));
            }
        }
        for state in ["sound", "caution", "denied"] {
            let ground = format!("{state}-bg");
            for text in [state, "ink", "link"] {
                add(text, &ground, of(&ground));
            }
        }
        for ground in ["mark", "target"] {
            add("ink", ground, of(ground));
        }
        add("link", "mark", of("mark"));
        for (pair, text, ground) in pairs {
            let ratio = contrast(text, ground);
            assert!(ratio >= 4.5, "{scheme}: {pair} has {ratio:.2}");
        }
    }
}

/// Lines and swatches that say something.
#[test]
fn lines_can_be_seen() {
    for (scheme, colours) in palettes() {
        for ground in ["paper", "panel"] {
            for line in [
                "muted", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "denied", "caution",
            ] {
                let ratio = contrast(colours[line], colours[ground]);
                assert!(ratio >= 3.0, "{scheme}: {line} on {ground} has {ratio:.2}");
            }
        }
    }
}

/// The page asks for no exception to `prefers-reduced-motion`, since there is none.
#[test]
fn nothing_moves() {
    for moving in ["animation", "transition", "smooth"] {
        assert!(!STYLE.contains(moving), "{moving}");
    }
}
