//! Which mentions name one person: full names first, then shorter ones, each with the bearer that fits and was told of last.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use sayso_text::CleanSpan;

use super::{People, Person, compatible, initials};
use crate::act::is_saying;
use crate::name_form::NameForm;
use crate::title::{Gender, Title};
use crate::words::{bare, is_in, lower};

/// People of an article beyond these are not compared letter by letter.
const MOST_COMPARED: usize = 500;

/// Who bears a name.
enum Choice {
    Nobody,
    One(usize),
    Ambiguous,
}

impl People {
    /// Joins the forms: full names first, then what is shorter by what fits it.
    pub(super) fn join(&mut self, text: &str, forms: Vec<NameForm>) {
        let mut by_last: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut owner: Vec<Option<usize>> = vec![None; forms.len()];
        for (i, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() > 1) {
            let Some(last) = form.words.last() else {
                continue;
            };
            let same = by_last.entry(last.clone()).or_default();
            // A crowd of one surname is compared no further than this.
            let known = same
                .iter()
                .copied()
                .take(64)
                .find(|&p| same_full_name(&self.all[p].name, &form.words));
            let person = known.unwrap_or_else(|| {
                same.push(self.all.len());
                self.all.push(Person::from(form));
                self.all.len() - 1
            });
            owner[i] = Some(person);
            self.all[person].learn(text, form);
        }
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (p, person) in self.all.iter().enumerate() {
            for word in &person.name {
                let at = by_word.entry(word.clone()).or_default();
                if at.last() != Some(&p) {
                    at.push(p);
                }
            }
        }
        let in_full: Vec<(CleanSpan, usize)> = (forms.iter().zip(&owner))
            .filter_map(|(form, person)| Some((form.span, (*person)?)))
            .collect();
        let leads = self.lead_by_title(&forms, &by_word);
        let mut styled: BTreeMap<(String, Option<bool>), usize> = BTreeMap::new();
        let mut called: BTreeMap<(String, usize), usize> = BTreeMap::new();
        for (i, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() == 1) {
            let word = &form.words[0];
            let candidates: Vec<usize> = by_word
                .get(word)
                .map_or_else(Vec::new, |c| c.iter().copied().take(64).collect());
            let fits = |p: &usize| {
                compatible(self.all[*p].gender, form.gender) && !self.contradicts(*p, form)
            };
            let mut bearers: Vec<usize> = candidates.iter().copied().filter(fits).collect();
            if let Some(leader) = leads.get(word).filter(|p| fits(p)) {
                bearers = vec![*leader];
            }
            let spoke = || just_spoke(text, &in_full, &bearers, form.span);
            let known = || spoke().or_else(|| self.established(form, &called, &bearers));
            let choice = match self.choose(word, &bearers, form) {
                Choice::One(person) if bearers.len() > 1 => Choice::One(known().unwrap_or(person)),
                Choice::Ambiguous => known().map_or(Choice::Ambiguous, Choice::One),
                choice => choice,
            };
            let choice = match choice {
                Choice::Nobody => self.initialed(&initials(&text[form.span.range()])),
                choice => choice,
            };
            let choice = match choice {
                Choice::Nobody => self.run_together(word),
                choice => choice,
            };
            let choice = match choice {
                Choice::Nobody => self.misspelt(word, form),
                choice => choice,
            };
            match choice {
                Choice::One(person) => {
                    owner[i] = Some(person);
                    self.all[person].learn(text, form);
                }
                Choice::Ambiguous => {}
                Choice::Nobody => {
                    let key = (word.clone(), form.gender.map(|g| g == Gender::Male));
                    let person = *styled.entry(key).or_insert_with(|| {
                        self.all.push(Person::from(form));
                        self.all.len() - 1
                    });
                    owner[i] = Some(person);
                    self.all[person].learn(text, form);
                }
            }
            if let Some(person) = owner[i].filter(|_| is_bare(form)) {
                *called.entry((word.clone(), person)).or_default() += 1;
            }
        }
        self.settle_single_names(&forms, &mut owner);
        for (form, person) in forms.iter().zip(owner) {
            if let Some(person) = person {
                self.all[person].n_mentions += 1;
            }
            self.by_start
                .insert(form.span.start().get(), (form.span.end().get(), person));
        }
    }

    /// By surname, those who are named by it and an office before anybody's full name with that surname, all of whom are something
    /// else: "President Holm and Ida Holm, the first lady".
    fn lead_by_title(
        &mut self,
        forms: &[NameForm],
        by_word: &BTreeMap<String, Vec<usize>>,
    ) -> BTreeMap<String, usize> {
        let mut leads = BTreeMap::new();
        for form in forms
            .iter()
            .filter(|f| f.words.len() == 1 && !f.titles.is_empty())
        {
            let word = &form.words[0];
            let bear = |p: &&usize| self.all[**p].name.last() == Some(word);
            let bearers = by_word.get(word).filter(|_| !leads.contains_key(word));
            let bearers: Vec<usize> = bearers
                .into_iter()
                .flatten()
                .take(64)
                .filter(bear)
                .copied()
                .collect();
            if bearers.is_empty() {
                continue;
            }
            let is_other = |p: &usize| {
                let person = &self.all[*p];
                let same = |t: &Title| {
                    person
                        .titles
                        .iter()
                        .any(|k| k.answers_to(t) || t.answers_to(k))
                };
                person.first > form.span.start().get()
                    && !person.titles.is_empty()
                    && !form.titles.iter().any(same)
            };
            if bearers.iter().all(is_other) {
                self.all.push(Person::from(form));
                leads.insert(word.clone(), self.all.len() - 1);
            }
        }
        leads
    }

    /// "Brackwater" without form of address is the one "Mr Brackwater" that the article knows; with a Mrs too, nobody.
    fn settle_single_names(&self, forms: &[NameForm], owner: &mut [Option<usize>]) {
        let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (p, person) in self
            .all
            .iter()
            .enumerate()
            .filter(|(_, p)| p.name.len() == 1)
        {
            bearers.entry(&person.name[0]).or_default().push(p);
        }
        for (form, owner) in forms.iter().zip(owner) {
            let Some(person) = *owner else { continue };
            if form.words.len() == 1 && form.styled.is_none() && self.all[person].name.len() == 1 {
                let others: Vec<usize> = bearers[form.words[0].as_str()]
                    .iter()
                    .copied()
                    .filter(|p| self.all[*p].styled.is_some())
                    .collect();
                *owner = match others[..] {
                    [] => Some(person),
                    [one] => Some(one),
                    _ => None,
                };
            }
        }
    }

    /// A title that the candidate does not bear, while the candidate bears another: "President Crane" is not Senator Crane.
    fn contradicts(&self, person: usize, form: &NameForm) -> bool {
        let known = &self.all[person].titles;
        let foreign = |t: &Title| {
            !known.is_empty()
                && !known.iter().any(|k| k.answers_to(t) || t.answers_to(k))
                && known
                    .iter()
                    .all(|k| k.party.is_some() && t.party.is_some() && k.party != t.party)
        };
        form.titles.iter().any(foreign)
    }

    /// The only person whose forenames are these initials.
    fn initialed(&self, letters: &str) -> Choice {
        if letters.is_empty() {
            return Choice::Nobody;
        }
        let letters = lower(letters);
        let begins = |p: &Person| {
            let forenames = p
                .name
                .split_last()
                .map_or(&[][..], |(_, forenames)| forenames);
            let first = forenames.iter().filter_map(|name| name.chars().next());
            first.eq(letters.chars())
        };
        let mut all = self.all.iter().enumerate().filter(|(_, p)| begins(p));
        match (all.next(), all.next()) {
            (Some((one, _)), None) => Choice::One(one),
            (Some(_), Some(_)) => Choice::Ambiguous,
            (None, _) => Choice::Nobody,
        }
    }

    /// The only person whose names make one word: "@IdaHolm".
    fn run_together(&self, word: &str) -> Choice {
        let word = word.trim_start_matches('@');
        let fits = |p: &Person| p.name.len() > 1 && p.name.concat() == word;
        let all = self.all.iter().take(MOST_COMPARED).enumerate();
        let mut fitting = all.filter(|(_, p)| fits(p)).map(|(i, _)| i);
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => Choice::One(one),
            _ => Choice::Nobody,
        }
    }

    /// The only person whose surname is a surname without office but for one letter: "Leslie Wimes … Wines said".
    fn misspelt(&self, word: &str, form: &NameForm) -> Choice {
        const FEWEST_LETTERS: usize = 5;
        let close = |p: &Person| {
            let is_full = p.name.len() > 1 && compatible(p.gender, form.gender);
            is_full
                && p.name
                    .last()
                    .is_some_and(|last| is_one_letter_off(last, word))
        };
        if word.chars().count() < FEWEST_LETTERS || !form.titles.is_empty() {
            return Choice::Nobody;
        }
        let all = self.all.iter().take(MOST_COMPARED);
        let close: Vec<usize> = all
            .enumerate()
            .filter(|(_, p)| close(p))
            .map(|(i, _)| i)
            .collect();
        match close[..] {
            [one] => Choice::One(one),
            _ => Choice::Nobody,
        }
    }

    fn choose(&self, word: &str, bearers: &[usize], form: &NameForm) -> Choice {
        let last = |p: &usize| self.all[*p].name.last().is_some_and(|w| w == word);
        let first = |p: &usize| self.all[*p].name.first().is_some_and(|w| w == word);
        let mut tier: Vec<usize> = bearers.iter().copied().filter(last).collect();
        if tier.is_empty() {
            tier = bearers.iter().copied().filter(first).collect();
        }
        if tier.is_empty() {
            tier = bearers.to_vec();
        }
        if tier.len() > 1 && form.gender.is_some() {
            let sure: Vec<usize> = tier
                .iter()
                .copied()
                .filter(|p| self.all[*p].gender == form.gender)
                .collect();
            if !sure.is_empty() {
                tier = sure;
            }
        }
        if tier.len() > 1 && !form.titles.is_empty() {
            let titled = |p: &usize| {
                form.titles
                    .iter()
                    .any(|t| self.all[*p].titles.iter().any(|k| k.answers_to(t)))
            };
            let by_title: Vec<usize> = tier.iter().copied().filter(titled).collect();
            if !by_title.is_empty() {
                tier = by_title;
            }
        }
        match tier[..] {
            [] => Choice::Nobody,
            [one] => Choice::One(one),
            _ => {
                // Before the second of a name appears, the first is meant.
                let at = form.span.start().get();
                let mut introduced = tier.iter().copied().filter(|p| self.all[*p].first < at);
                match (introduced.next(), introduced.next()) {
                    (Some(one), None) => Choice::One(one),
                    _ => self
                        .leading(&tier, at)
                        .or_else(|| self.in_office(&tier))
                        .map_or(Choice::Ambiguous, Choice::One),
                }
            }
        }
    }

    /// The only one whom the article has called by the name alone so far: it goes on to mean him when it has told of the others, if it has
    /// named him three times by then, and three times as often as anybody else. `called`: how often by the name alone.
    fn established(
        &self,
        form: &NameForm,
        called: &BTreeMap<(String, usize), usize>,
        bearers: &[usize],
    ) -> Option<usize> {
        const OFTEN: usize = 3;
        let so_called = |person: usize| {
            let times = called.get(&(form.words[0].clone(), person));
            times.copied().unwrap_or(0)
        };
        let at = form.span.start().get();
        let n_named = |person: usize| {
            so_called(person) + self.all[person].full_at.partition_point(|t| *t < at)
        };
        let mut all = bearers.iter().copied().filter(|p| so_called(*p) > 0);
        let one = all.next().filter(|_| all.next().is_none())?;
        let others = bearers.iter().filter(|p| **p != one);
        let most = others.map(|p| n_named(*p)).max().unwrap_or(0);
        (is_bare(form) && n_named(one) >= OFTEN * most.max(1)).then_some(one)
    }

    /// The only one who holds an office, where the others of the surname are told of as family.
    fn in_office(&self, tier: &[usize]) -> Option<usize> {
        let is_family = |p: &usize| {
            let titles = &self.all[*p].titles;
            !titles.is_empty()
                && titles
                    .iter()
                    .all(|t| t.head == "first lady" || is_in("family", &t.head))
        };
        let mut others = tier.iter().copied().filter(|p| !is_family(p));
        let one = others.next().filter(|p| !self.all[*p].titles.is_empty());
        one.filter(|_| others.next().is_none())
    }

    /// The one whom an article is about, against others of the surname who are named in passing: at least three times as
    /// often by full name, and last so named before this place.
    fn leading(&self, tier: &[usize], at: usize) -> Option<usize> {
        let n_named = |p: &usize| self.all[*p].full_at.len();
        let one = tier.iter().copied().max_by_key(n_named)?;
        let last = |p: &usize| {
            let times = &self.all[*p].full_at;
            times[..times.partition_point(|t| *t < at)].last().copied()
        };
        let stands_out = n_named(&one) >= 3
            && tier
                .iter()
                .filter(|p| **p != one)
                .all(|p| n_named(&one) >= 3 * n_named(p) && last(p) < last(&one));
        stands_out.then_some(one)
    }
}

/// A single word, without form of address or office.
fn is_bare(form: &NameForm) -> bool {
    form.words.len() == 1 && form.titles.is_empty() && form.gender.is_none()
}

/// Whether two words differ by one letter more, less or other.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        Ordering::Equal => !rest_a.is_empty() && rest_a[1..] == rest_b[1..],
        Ordering::Less => rest_b.len() == rest_a.len() + 1 && rest_b[1..] == *rest_a,
        Ordering::Greater => rest_a.len() == rest_b.len() + 1 && rest_a[1..] == *rest_b,
    }
}

/// Of several who may bear a name, the one who was just named in full as somebody who speaks, in this paragraph or the one before:
/// "Ida Holm, a mother of two, told the paper … “We ran,” | Holm said."
fn just_spoke(
    text: &str,
    in_full: &[(CleanSpan, usize)],
    bearers: &[usize],
    name: CleanSpan,
) -> Option<usize> {
    let before = in_full.partition_point(|(span, _)| span.end() <= name.start());
    let mut nearest = in_full[..before].iter().rev();
    let (span, person) = nearest.find(|(_, person)| bearers.contains(person))?;
    let between = text.get(span.end().get()..name.start().get())?;
    let n_paragraphs = between
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .count();
    let told_of = between
        .trim_start()
        .strip_prefix(',')
        .and_then(|rest| rest.split_once(','));
    let verb = told_of.map_or(between, |(_, rest)| rest);
    let verb = verb.split_whitespace().next().map(bare)?;
    // Where a paragraph tells of both, either may be meant.
    let of_both = nearest
        .take_while(|(other, _)| !text[other.end().get()..span.start().get()].contains('\n'))
        .any(|(_, other)| other != person && bearers.contains(other));
    // Who is named with an office again is another.
    let plain = !between.ends_with(|c: char| c.is_alphabetic());
    (n_paragraphs <= 2 && plain && !of_both && is_saying(verb)).then_some(*person)
}

/// "Doran J. Harlan" and "Doran Harlan": same last word, same first word or initial.
fn same_full_name(a: &[String], b: &[String]) -> bool {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return false;
    };
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    // "Cantú Lozano" is Ernesto Cantú Lozano.
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() > 1 && short.len() < long.len() && long.ends_with(short) {
        return true;
    }
    a.last() == b.last()
        && (first_a == first_b || initial(first_a, first_b) || initial(first_b, first_a))
}
