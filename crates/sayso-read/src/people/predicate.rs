//! What sentences say that somebody is, where the name itself stands without an office.

use std::collections::BTreeSet;

use super::{People, compatible};
use crate::act::is_saying;
use crate::name_form::behind_copula;
use crate::title::{Gender, Title, honorific, role, title};
use crate::words::{Words, is_in, lower};

impl People {
    /// "Ida Holm told reporters so. She has been the mayor since May.": what the only one whom the sentence before names is.
    pub(super) fn note_what_pronouns_are(&mut self, sentences: &[Words<'_>]) {
        for pair in sentences.windows(2) {
            let [before, words] = pair else { continue };
            let gender = match words.lower(0).as_str() {
                "he" => Gender::Male,
                "she" => Gender::Female,
                _ => continue,
            };
            let whole = |words: &Words<'_>| words.cover(0, words.len());
            let Some(from) = behind_copula(words, 1).filter(|_| before.len() > 0) else {
                continue;
            };
            let end = (from..words.len()).find(|&i| !words.is_word(i));
            let Some(title) = title(words, from, end.unwrap_or(words.len())) else {
                continue;
            };
            let near = whole(before).end().get() + 2 >= whole(words).start().get();
            let mut named: Vec<usize> = self.within(whole(before)).filter_map(|(_, p)| p).collect();
            named.dedup();
            if let [one] = named[..]
                && near
                && !title.plural
                && compatible(self.all[one].gender, Some(gender))
            {
                self.all[one].gender = Some(gender);
                self.all[one].learn_title(&title);
            }
        }
    }

    /// "Norland's election chief has blamed a server. Mr Holm told …": an office without a name that opens a sentence is that of whom
    /// the next one opens with, if nothing but the form of address is told of him.
    pub(super) fn note_unnamed_before(&mut self, sentences: &[Words<'_>]) {
        for pair in sentences.windows(2) {
            let [before, words] = pair else { continue };
            let styled = (0..words.len().min(3))
                .find(|&i| honorific(words.get(i)).is_none() && words.is_word(i));
            let Some(name) = styled.filter(|at| *at > 0) else {
                continue;
            };
            let start = words.span(name).start().get();
            let Some(&(_, Some(person))) = self.by_start.get(&start) else {
                continue;
            };
            let known = &self.all[person];
            if known.first != start || known.name.len() > 1 || !known.titles.is_empty() {
                continue;
            }
            let from = usize::from(is_in("article", &before.lower(0)));
            let office = title(before, from, before.len()).filter(|t| {
                let telling = t.party.is_some() || t.owner.is_some();
                let verb = before.lower(t.end);
                telling && !t.plural && (is_saying(&verb) || is_in("auxiliary", &verb))
            });
            if let Some(office) = office {
                self.all[person].learn_title(&office);
            }
        }
    }

    /// "Ida Holm, who was not asked, will abide by it. The elder spoke after the vote.": an office in small letters that opens a sentence,
    /// and of which the article has not told before, is that of whom the sentence before opens with, if nothing is told of her.
    pub(super) fn note_described_behind(&mut self, text: &str, sentences: &[Words<'_>]) {
        const REACH: usize = 10_000;
        for pair in sentences.windows(2) {
            let [before, words] = pair else { continue };
            let speaks = words.lower(0) == "the" && is_in("speaking", &words.lower(2));
            if !speaks || words.is_capital(1) || before.len() == 0 {
                continue;
            }
            let Some(office) = title(words, 1, 2).filter(|t| !t.plural) else {
                continue;
            };
            let Some(&(_, Some(person))) = self.by_start.get(&before.span(0).start().get()) else {
                continue;
            };
            let opens = words.span(0).start().get();
            let end = before.span(before.len() - 1).end().get();
            let known = &self.all[person];
            let gender = role(&office.head).and_then(|r| r.gender);
            let open = known.titles.is_empty() && compatible(known.gender, gender);
            let near = text.floor_char_boundary(opens.saturating_sub(REACH));
            let told_of = || lower(&text[near..opens]).contains(&office.head);
            if open && !text[end..opens].contains('\n') && !told_of() {
                self.all[person].learn_title(&office);
            }
        }
    }

    /// "The trial of the magnate Ivo Arkhan", "Ivo Arkhan pleaded not guilty": who stands before a court.
    pub(super) fn note_defendants(&mut self, text: &str) {
        const NEAR: usize = 40;
        let mut found = BTreeSet::new();
        for (start, (end, person)) in &self.by_start {
            let Some(person) = person else { continue };
            let from = text.floor_char_boundary(start.saturating_sub(NEAR));
            let to = text.floor_char_boundary(end + NEAR);
            let before = text[from..*start].rsplit(['.', ',', '\n']).next();
            let tried = before.is_some_and(|words| {
                words.contains("trial of ") || words.ends_with("case against ")
            });
            let behind = text[*end..to].trim_start_matches([' ', ',']);
            let charged = [
                "pleaded ",
                "pleads ",
                "went on trial",
                "is on trial",
                "was convicted",
            ];
            if tried || charged.iter().any(|verb| behind.starts_with(verb)) {
                found.insert(*person);
            }
        }
        for person in found {
            self.all[person].learn_title(&Title::plain("defendant"));
        }
    }
}
