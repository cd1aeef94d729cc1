//! Filtering of claims: a form that shows only where its script runs.
//!
//! The policy names the script by its hash, so that no other script runs, whatever an article holds.

use maud::{Markup, PreEscaped, html};

const SCRIPT: &str = include_str!("filter.js");
/// The SHA-256 of the script, as a policy wants it; the test below computes it.
pub(super) const SCRIPT_HASH: &str = "sha256-PgVmjGpMPeRccgeagJjtwC9DcGEbNs1Py/l9Bq0gFzY=";

pub(super) fn form() -> Markup {
    let kinds = [
        ("second", "second hand only"),
        ("denied", "denied"),
        ("single", "single origin"),
    ];
    html! {
        form id="filter" class="filter" role="search" aria-label="Claims" hidden {
            details {
                summary { "Filter claims" }
                p { label for="filter-words" { "Words" } }
                input type="search" id="filter-words" autocomplete="off";
                fieldset {
                    legend { "Only" }
                    @for (value, label) in kinds { label { input type="checkbox" value=(value); " " (label) } }
                }
                p { button type="reset" { "Show all" } " " span id="filter-told" class="n" role="status" {} }
            }
        }
    }
}

pub(super) fn script() -> Markup {
    html! { script { (PreEscaped(SCRIPT)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 (FIPS 180-4, section 6.2) of a short text.
    fn sha256(text: &[u8]) -> [u8; 32] {
        // The first 32 bits of the fractional parts of roots of the first primes (sections 4.2.2 and 5.3.3).
        let is_prime = |n: &u32| (2..*n).all(|d| !n.is_multiple_of(d));
        let primes = || (2_u32..).filter(is_prime).take(64);
        let fraction = |root: f64| ((root - root.floor()) * 4_294_967_296.0) as u32;
        let constants: Vec<u32> = primes().map(|p| fraction(f64::from(p).cbrt())).collect();
        let mut hash: Vec<u32> = primes()
            .take(8)
            .map(|p| fraction(f64::from(p).sqrt()))
            .collect();

        let mut padded = text.to_vec();
        padded.push(0x80);
        while padded.len() % 64 != 56 {
            padded.push(0);
        }
        padded.extend((text.len() as u64 * 8).to_be_bytes());
        for block in padded.chunks(64) {
            let mut w: Vec<u32> = block
                .chunks(4)
                .map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
                .collect();
            for i in 16..64 {
                let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
                let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
                w.push(
                    w[i - 16]
                        .wrapping_add(s0)
                        .wrapping_add(w[i - 7])
                        .wrapping_add(s1),
                );
            }
            let mut v = hash.clone();
            for i in 0..64 {
                let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
                let chosen = (v[4] & v[5]) ^ (!v[4] & v[6]);
                let t1 = [s1, chosen, constants[i], w[i]]
                    .into_iter()
                    .fold(v[7], u32::wrapping_add);
                let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
                let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
                v.rotate_right(1);
                v[4] = v[4].wrapping_add(t1);
                v[0] = t1.wrapping_add(s0).wrapping_add(majority);
            }
            for (h, v) in hash.iter_mut().zip(v) {
                *h = h.wrapping_add(v);
            }
        }
        let bytes: Vec<u8> = hash.iter().flat_map(|h| h.to_be_bytes()).collect();
        bytes.try_into().expect("eight words are 32 bytes")
    }

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for three in bytes.chunks(3) {
            let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
            let bits = at(0) << 16 | at(1) << 8 | at(2);
            for i in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
                text.push(if i <= three.len() {
                    char::from(digit)
                } else {
                    '='
                });
            }
        }
        text
    }

    #[test]
    fn the_policy_names_the_script() {
        assert_eq!(
            base64(&sha256(b"abc")),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
            "the example of FIPS 180-4"
        );
        assert_eq!(
            SCRIPT_HASH,
            format!("sha256-{}", base64(&sha256(SCRIPT.as_bytes())))
        );
        assert!(!SCRIPT.contains("</"), "would end the script early");
    }
}
