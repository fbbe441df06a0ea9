//! Mappings with known keys.

use super::shape::{Field, KeyShape, Mapping, Shape, shape_of};
use super::{Noun, Reading, first_line};
use crate::base::lang::{Bilingual, Lang};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest, unmistakable};
use crate::syntax::text::shown;
use crate::syntax::yaml::{Content, Key, Node};

const BILINGUAL: Noun = Noun { en: "a value in both languages", zh: "双语值" };

/// The fields of one mapping. Each is asked for by name; whatever was not asked for is unknown.
pub struct Fields<'n, 'r, 'a> {
    entries: &'n [(Key, Node)],
    place: Span,
    noun: Noun,
    reading: &'r mut Reading<'a>,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    // What is read, when the decoder is only asked.
    told: Mapping,
}

impl<'n, 'r, 'a> Fields<'n, 'r, 'a> {
    /// Opens a mapping that describes `noun`.
    pub fn open(node: &'n Node, noun: Noun, reading: &'r mut Reading<'a>) -> Option<Fields<'n, 'r, 'a>> {
        let entries: &[(Key, Node)] = match &node.content {
            Content::Mapping(entries) => entries,
            _ if reading.is_asked() => &[],
            _ => return reading.wrong_type(node, noun),
        };
        Some(Fields {
            entries,
            place: first_line(node),
            noun,
            reading,
            known: Vec::new(),
            missing: Vec::new(),
            told: Mapping::default(),
        })
    }

    /// Reads a field that must be there. `None` when it is missing or has a mistake.
    pub fn required<T>(
        &mut self,
        field: Field,
        decode: impl FnOnce(&Node, &mut Reading) -> Option<T>,
    ) -> Option<T> {
        if self.reading.is_asked() {
            self.told.keys.push(KeyShape { field, is_required: true, shape: shape_of(decode) });
            return None;
        }
        match self.find(field.key) {
            Some(node) => self.reading.within(field.key, |reading| decode(node, reading)),
            None => {
                self.missing.push(field.key);
                None
            }
        }
    }

    /// Reads a field that may be left out: `Some(None)` then, and `None` when it has a mistake.
    pub fn optional<T>(
        &mut self,
        field: Field,
        decode: impl FnOnce(&Node, &mut Reading) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.reading.is_asked() {
            self.told.keys.push(KeyShape { field, is_required: false, shape: shape_of(decode) });
            return None;
        }
        match self.find(field.key) {
            Some(node) => self.reading.within(field.key, |reading| decode(node, reading)).map(Some),
            None => Some(None),
        }
    }

    /// Whether the field is written.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|written| written == name)
    }

    /// The keys that are written.
    pub fn names(&self) -> impl Iterator<Item = &'n str> {
        self.entries.iter().map(|(key, _)| key.name.as_str())
    }

    /// Checks that one of two fields is written, and not both.
    pub fn either(&mut self, first: &'static str, second: &'static str) -> Option<()> {
        if self.reading.is_asked() {
            self.told.either.push([first, second]);
            return None;
        }
        let noun = self.noun.en;
        let noun_zh = self.noun.zh;
        if !self.has(first) && !self.has(second) {
            // A misspelt key is reported as unknown.
            if self.names().any(|name| nearest(name, [first, second]).is_some()) {
                return None;
            }
            let message =
                text!("{noun} needs `{first}` or `{second}`", "{noun_zh}需要 `{first}` 或 `{second}`");
            let problem = self.reading.problem(Code::MissingKey, self.place, message);
            return self.reading.refuse(problem.help(text!("add one of the two", "加上其中一个")));
        }
        let written = |name: &str| self.entries.iter().find(|(key, _)| key.name == name);
        let (Some((first_key, _)), Some((second_key, _))) = (written(first), written(second)) else {
            return Some(());
        };
        let message = text!(
            "with `{first}`, {noun} has no key `{second}`",
            "有了 `{first}`，{noun_zh}就没有 `{second}` 这个键"
        );
        let label = text!("`{first}` is here", "`{first}` 在这里");
        let problem = self
            .reading
            .problem(Code::UnknownKey, second_key.span, message)
            .also(self.reading.path, first_key.span, label)
            .help(text!("remove one of the two", "删去其中一个"));
        self.reading.refuse(problem)
    }

    /// Reports a problem of the whole mapping. There is no value then.
    pub fn refuse<T>(self, code: Code, message: Text, help: Text) -> Option<T> {
        let problem = self.reading.problem(code, self.place, message).help(help);
        self.reading.refuse(problem)
    }

    /// Reports missing and unknown keys. `None` when there are any.
    pub fn close(self) -> Option<()> {
        self.reading.expects(|| Shape::Mapping(self.told.clone()))?;
        self.close_with(|fields| {
            let noun = fields.noun;
            let (en, zh) = (noun.en.split_once(' ').map_or(noun.en, |(_, name)| name), noun.zh);
            let names = diag::names(fields.missing.iter().copied());
            let (names_en, names_zh) = (names.en, names.zh);
            let message = text!("this {en} has no {names_en}", "这里的{zh}缺少 {names_zh}");
            let problem = fields.reading.problem(Code::MissingKey, fields.place, message);
            vec![match fields.missing[..] {
                [name] => problem.help(text!("add `{name}: …`", "加上 `{name}: …`")),
                _ => problem.help(text!("add each as `key: …`", "逐个加上，写成 `键: …`")),
            }]
        })
    }

    fn find(&mut self, name: &'static str) -> Option<&'n Node> {
        self.known.push(name);
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    fn close_with(mut self, missing: impl Fn(&Fields) -> Vec<Diagnostic>) -> Option<()> {
        let unknown: Vec<&Key> =
            self.entries.iter().map(|(key, _)| key).filter(|key| !self.known.contains(&&*key.name)).collect();
        let whole = unknown.is_empty() && self.missing.is_empty();
        for key in unknown {
            let problem = self.of_unknown(key);
            self.reading.problems.push(problem);
        }
        if !self.missing.is_empty() {
            let problems = missing(&self);
            self.reading.problems.extend(problems);
        }
        whole.then_some(())
    }

    // A misspelt key is one mistake, not an unknown key and a missing one.
    fn of_unknown(&mut self, key: &Key) -> Diagnostic {
        let name = shown(&key.name);
        let (en, zh) = (self.noun.en, self.noun.zh);
        let message = text!("{en} has no key `{name}`", "{zh}没有 `{name}` 这个键");
        let problem = self.reading.problem(Code::UnknownKey, key.span, message);
        let absent: Vec<&str> = self.known.iter().copied().filter(|known| !self.has(known)).collect();
        if let Some(meant) = nearest(&key.name, absent.iter().copied()) {
            self.missing.retain(|missing| *missing != meant);
            let problem = problem.help(text!("write `{meant}`", "写成 `{meant}`"));
            // Two keys can't both be the one that is meant.
            let rivals = self.names().filter(|name| !self.known.contains(name) && *name != key.name);
            let has_rival = rivals.into_iter().any(|name| nearest(name, [meant]).is_some());
            let fix = unmistakable(&key.name, absent).filter(|_| !has_rival);
            return match fix {
                Some(meant) => problem.fix(self.reading.path, key.span, meant),
                None => problem,
            };
        }
        let Text { en, zh } = diag::names(self.known.iter().copied());
        problem.help(text!("the keys are {en}", "可用的键：{zh}"))
    }
}

/// Reads both languages of something.
pub fn bilingual<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Bilingual<T>> {
    move |node, reading| {
        reading.expects(|| Shape::Bilingual(Box::new(shape_of(&item))))?;
        if !matches!(node.content, Content::Mapping(_)) {
            let problem = reading.of_wrong_type(node, BILINGUAL);
            return reading
                .refuse(problem.help(text!("write `{{ zh: …, en: … }}`", "写成 `{{ zh: …, en: … }}`")));
        }
        let mut fields = Fields::open(node, BILINGUAL, reading)?;
        let [zh, en] = Lang::ALL.map(|lang| match fields.find(lang.code()) {
            // A language that is named and not written is missing as well.
            Some(node) if !matches!(node.content, Content::Null) => {
                fields.reading.within(lang.code(), |reading| item(node, reading))
            }
            _ => {
                fields.missing.push(lang.code());
                None
            }
        });
        fields.close_with(|fields| fields.missing.iter().map(|code| of_language(fields, code)).collect())?;
        Some(Bilingual { zh: zh?, en: en? })
    }
}

fn of_language(fields: &Fields, code: &str) -> Diagnostic {
    let field = fields.reading.field();
    let message = match code {
        "zh" => text!("`{field}` has no Chinese (`zh`)", "`{field}` 缺少中文（`zh`）"),
        _ => text!("`{field}` has no English (`en`)", "`{field}` 缺少英文（`en`）"),
    };
    let written = fields.entries.iter().find(|(key, _)| key.name == code);
    let place = written.map_or(fields.place, |(key, _)| key.span);
    let problem = fields.reading.problem(Code::MissingLanguage, place, message);
    problem.help(text!("write both: `{{ zh: …, en: … }}`", "两种语言都要写：`{{ zh: …, en: … }}`"))
}
