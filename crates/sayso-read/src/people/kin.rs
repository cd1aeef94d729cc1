//! Who is whose wife, son or sister, as far as the article tells, and who is meant by "his wife" and "the elder Holm".

use sayso_text::CleanSpan;

use super::affiliation::owner_before;
use super::{People, compatible};
use crate::name_form::fold;
use crate::speaker::owning_gender;
use crate::title::{Gender, role};

/// How two persons are related: what the second is to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    Spouse,
    Parent,
    Child,
    Sibling,
}

impl Tie {
    fn of(noun: &str) -> Option<Self> {
        Some(match noun {
            "wife" | "husband" | "widow" => Self::Spouse,
            "father" | "mother" | "uncle" | "aunt" => Self::Parent,
            "son" | "daughter" | "nephew" | "niece" => Self::Child,
            "brother" | "sister" => Self::Sibling,
            _ => return None,
        })
    }

    /// What the first is to the second.
    fn inverse(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            same => same,
        }
    }
}

/// "Her younger brother, Karl Dahl": `kin` is `whose` brother.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    whose: usize,
    tie: Tie,
    kin: usize,
    /// Whether `kin` is the elder of two of one generation, where the words tell.
    is_elder: Option<bool>,
}

impl People {
    /// Reads who is whose kin from what people are called.
    pub(super) fn relate(&mut self, text: &str) {
        let mut found = Vec::new();
        for (kin, person) in self.all.iter().enumerate() {
            for title in &person.titles {
                let Some(tie) = Tie::of(&title.head) else {
                    continue;
                };
                let named = title.owner.as_deref().and_then(|owner| self.named(owner));
                let told = || {
                    let (at, gender) = owner_before(text, person.first)?;
                    self.nearest_before(text, at, gender)
                };
                // "Karl Dahl, her husband".
                let behind = || {
                    let rest = text[person.full.end().get()..].strip_prefix(", ")?;
                    let gender = owning_gender(rest.split(' ').next()?)?;
                    self.nearest_before(text, person.first, gender)
                };
                let whose = named.or_else(behind).or_else(told);
                let Some(whose) = whose.filter(|whose| *whose != kin) else {
                    continue;
                };
                let told = title.modifiers.iter().find_map(|m| match m.as_str() {
                    "elder" | "older" | "big" => Some(true),
                    "younger" | "little" | "kid" | "baby" => Some(false),
                    _ => None,
                });
                let is_elder = match tie {
                    Tie::Parent => Some(true),
                    Tie::Child => Some(false),
                    Tie::Spouse | Tie::Sibling => told,
                };
                found.push(Relation {
                    whose,
                    tie,
                    kin,
                    is_elder,
                });
            }
        }
        self.kin = found;
    }

    /// The last person of a gender, or of none that is known, whom a paragraph names before a place.
    pub(super) fn nearest_before(&self, text: &str, at: usize, gender: Gender) -> Option<usize> {
        const REACH: usize = 2_000;
        let near = text.floor_char_boundary(at.saturating_sub(REACH));
        let paragraph = text[near..at].rfind('\n').map_or(near, |i| near + i + 1);
        let mut named = self.within(CleanSpan::new(paragraph, at)).rev();
        named.find_map(|(_, person)| {
            person.filter(|p| compatible(self.all[*p].gender, Some(gender)))
        })
    }

    /// Somebody's wife, son and so on: the only one who is said to be that, or of whom the other is said to be the husband, mother
    /// and so on.
    pub(crate) fn kin_of(&self, whose: usize, noun: &str) -> Option<usize> {
        let tie = Tie::of(noun)?;
        let gender = role(noun).and_then(|r| r.gender);
        let other = |r: &Relation| {
            let told = r.whose == whose && r.tie == tie;
            let turned = r.kin == whose && r.tie.inverse() == tie;
            told.then_some(r.kin).or(turned.then_some(r.whose))
        };
        let fits = |p: &usize| compatible(self.all[*p].gender, gender);
        let mut all = self.kin.iter().filter_map(other).filter(fits);
        let one = all.next()?;
        all.all(|p| p == one).then_some(one)
    }

    /// "The elder Holm", "the younger Ms Holm": of two who bear the name, the one of whom what they are to each other tells it.
    pub(crate) fn of_age(&self, surname: &str, is_elder: bool) -> Option<usize> {
        let bearers = self.by_surname.get(&fold(surname))?;
        let &[a, b] = &bearers[..] else { return None };
        self.kin.iter().find_map(|r| {
            let both = [a, b].contains(&r.kin) && [a, b].contains(&r.whose);
            let kin_is_elder = r.is_elder.filter(|_| both)?;
            Some(if kin_is_elder == is_elder {
                r.kin
            } else {
                r.whose
            })
        })
    }
}

/// Whether a noun is one for kin that [`People::kin_of`] knows.
pub(crate) fn is_kin(noun: &str) -> bool {
    Tie::of(noun).is_some()
}
