//! Every kind of problem, with its number, severity and explanation.
//!
//! This module does not know how a problem is found. A new kind is one line of the list below and
//! one Markdown file for each language in `explanations/`; without them it does not compile.

use crate::base::lang::Lang;

/// Whether a problem stops publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can't be published.
    Error,
    /// The site can be published, and someone should look.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $number:literal $severity:ident)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every kind.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The number, such as `P0301`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$variant => $number,)* }
            }

            /// Whether it stops publication.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What the problem is, why it matters, and a wrong and a right example, as Markdown.
            /// The first line is a heading with the number.
            pub fn explanation(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Code::$variant, Lang::Zh) => {
                        include_str!(concat!("explanations/zh/", $number, ".md"))
                    })*
                    $((Code::$variant, Lang::En) => {
                        include_str!(concat!("explanations/en/", $number, ".md"))
                    })*
                }
            }
        }
    };
}

codes! {
    /// A file is not UTF-8.
    InvalidUtf8 "P0101" Error
    /// A symbolic link stands where files are read.
    SymbolicLink "P0102" Error
    /// The name of a file can't be part of an address.
    BadSlug "P0103" Error
    /// A text file is larger than 16 MiB.
    FileTooLarge "P0104" Error
    /// A file that every site needs is missing.
    MissingFile "P0105" Error
    /// Nothing reads a file of `content/`.
    UnknownFile "P0106" Warning
    /// A character that nobody sees, and that programs obey.
    HiddenCharacter "P0107" Error

    /// A text is not YAML.
    YamlSyntax "P0201" Error
    /// A mapping holds a key twice.
    DuplicateKey "P0202" Error
    /// YAML with an anchor, an alias or a merge key.
    YamlAlias "P0203" Error
    /// YAML nested more than 64 deep.
    TooDeep "P0204" Error
    /// A key that means nothing where it stands.
    UnknownKey "P0205" Error
    /// A value of another kind than its key needs.
    WrongType "P0206" Error
    /// A key that can't be left out is missing.
    MissingKey "P0207" Error
    /// A text is there in one language only.
    MissingLanguage "P0208" Error
    /// A value that versions of YAML read differently.
    AmbiguousScalar "P0209" Error
    /// Front matter without its second line of hyphens.
    UnclosedFrontMatter "P0210" Error
    /// An article without front matter.
    MissingFrontMatter "P0211" Error
    /// A word that is not one of those to choose from.
    UnknownValue "P0212" Error
    /// A number that is not written in plain decimal digits, or out of range.
    BadNumber "P0213" Error
    /// Not a day, or not written as in ISO 8601.
    BadDate "P0214" Error

    /// No port has this id.
    UnknownPort "P0301" Error
    /// No service has this id.
    UnknownService "P0302" Error
    /// No provider has this id.
    UnknownProvider "P0303" Error
    /// No term has this id.
    UnknownTerm "P0304" Error
    /// Two entries of one kind have the same id.
    DuplicateId "P0305" Error
    /// A server of a provider agrees with no port entry.
    ProviderDisagrees "P0306" Error
    /// No interface text names this family.
    UnknownFamily "P0307" Error
    /// A tag that `content/site.yaml` does not declare.
    UnknownTag "P0308" Error
    /// No article has this key.
    UnknownArticle "P0309" Error
    /// An id that is not ASCII in kebab case.
    BadId "P0310" Error
    /// A label of a mail client goes with a port that is encrypted otherwise.
    LabelDisagrees "P0315" Error
    /// No error message, mail client or cloud has this id.
    UnknownEntry "P0316" Error

    /// A link to a file that does not exist.
    BrokenLink "P0401" Error
    /// A link to a heading that does not exist.
    BrokenAnchor "P0402" Error
    /// A link with a scheme that is not allowed.
    RefusedLink "P0403" Error
    /// A `port:` link asks for something that a port does not have.
    UnknownAspect "P0404" Error
    /// A fenced block asks for something that is not generated.
    UnknownBlock "P0405" Error
    /// A heading has no id that both languages share.
    MissingHeadingId "P0406" Warning
    /// The headings of an article and its translation differ.
    UnequalOutlines "P0407" Warning
    /// Two headings of one article have the same id.
    DuplicateHeadingId "P0408" Error
    /// HTML in Markdown, which is escaped.
    RawHtml "P0409" Warning
    /// Markdown nested too deep.
    NestedTooDeep "P0410" Error
    /// A heading of level 1 in a body, or a skipped level.
    HeadingLevel "P0411" Warning
    /// An image without a description.
    MissingAlt "P0412" Warning
    /// The front matter lists other ports than the body links to.
    PortsDiffer "P0413" Warning
    /// The answer box is missing or not the first block.
    AnswerBox "P0414" Warning
    /// No grammar reads the language of a code block.
    UnknownLanguage "P0415" Warning
    /// A hop of a flow with no node before it or after it.
    StrayHop "P0416" Error
    /// A handshake is asked for on a port for which none is known.
    UnknownHandshake "P0417" Error
    /// A fence of code that is not closed: what follows it is code.
    UnclosedFence "P0418" Warning

    /// A template can't be read.
    TemplateSyntax "P0501" Error
    /// A template names another one that does not exist.
    TemplateMissing "P0502" Error
    /// A page can't be made with its template.
    TemplateRender "P0503" Error
    /// A template includes or extends itself.
    TemplateLoop "P0504" Error

    /// Two sources claim one published path.
    PathTaken "P0601" Error
    /// An alias is not a path below the language.
    BadAlias "P0602" Error
    /// The folder of an article has no `_section.md`.
    UnknownSection "P0603" Error

    /// An interface text is missing.
    MissingString "P0701" Error

    /// A sentence, a table or a link contradicts the registry.
    WrongClaim "P0801" Error
    /// An exemption from the check of claims without a reason, or without need.
    IdleExemption "P0802" Warning
    /// A command or a setting says of a port what the registry does not.
    CodeContradictsRegistry "P0811" Error
    /// A table typed by hand says what the registry says.
    ShadowTable "P0812" Warning

    /// A section of a translation has fallen behind its original.
    TranslationLags "P0901" Warning
    /// A line of the lock file of translations can't be read.
    DamagedLock "P0902" Error
    /// The lock file says nothing about a translation.
    TranslationUnrecorded "P0903" Warning
    /// The lock file holds a translation that is not there.
    RecordWithoutTranslation "P0904" Warning
    /// The two languages of an article name different originals.
    OriginsDiffer "P0905" Warning
    /// One language of a section links to something that the other does not.
    LinksDiffer "P0911" Warning
    /// The two languages of a section show other code.
    CodeDiffers "P0912" Warning
    /// The two languages of a section have tables of other shapes.
    TablesDiffer "P0913" Warning
    /// One language of a section says of ports what the other does not.
    ClaimsDiffer "P0914" Warning
    /// The two languages of a section have other alerts or footnotes.
    NotesDiffer "P0915" Warning
    /// A section says something in one language, and nothing in the other.
    SectionEmpty "P0916" Warning

    /// A rule no longer finds the mistake that is planted for it.
    BlindRule "P1001" Error
    /// No space between a Han character and a Latin letter or digit.
    MissingSpace "P1002" Warning
    /// A space next to full-width punctuation.
    SpaceAtPunctuation "P1003" Warning
    /// Half-width punctuation in a Chinese sentence.
    HalfWidthPunctuation "P1004" Warning
    /// Quotation marks of another kind, or nested the wrong way round.
    QuotationMarks "P1005" Warning
    /// The apostrophe of the other language.
    Apostrophe "P1006" Warning
    /// A sign that stands apart, or a unit that does not.
    Unit "P1007" Warning
    /// A range of numbers without an en dash.
    Range "P1008" Warning
    /// A Chinese dash or ellipsis that is not two characters long.
    Dash "P1009" Warning
    /// A word that the glossary avoids.
    AvoidedTerm "P1010" Warning
    /// A capital in the middle of an English title.
    TitleCase "P1011" Warning
    /// An exclamation mark in an English sentence.
    Exclamation "P1012" Warning
    /// No comma before the last member of an English list.
    SerialComma "P1013" Warning
    /// A phrase that says nothing.
    Filler "P1014" Warning
    /// Markdown that readers see.
    LeakedMarkdown "P1015" Warning
    /// A name or address in an example that belongs to somebody.
    Placeholder "P1016" Warning
    /// A paragraph that stands twice.
    Repeated "P1017" Warning
    /// Facts that were checked too long ago.
    Stale "P1018" Warning
    /// An article with fewer sources than the site asks for.
    FewSources "P1019" Warning
    /// An article with fewer primary sources than the site asks for.
    NoPrimarySource "P1020" Warning
    /// An article that is shorter or longer than the site asks.
    Length "P1021" Warning
    /// An article with fewer or more sections than the site asks.
    SectionCount "P1022" Warning
    /// An article without an answer box.
    NoAnswer "P1023" Warning
    /// A letter, a digit or a sign that fills a whole cell.
    FullWidth "P1024" Warning

    /// IANA's list gives another name to the number of an entry.
    IanaName "P1101" Error
    /// IANA's list registers a name for other transports.
    IanaTransport "P1102" Error
    /// IANA's list makes another status of an entry.
    IanaStatus "P1103" Error
    /// IANA's list cites a standard that an entry does not.
    IanaReference "P1104" Warning
    /// A file is not IANA's list, or damaged.
    DamagedList "P1105" Error
    /// A row of IANA's list can't be read.
    DamagedRow "P1106" Error
    /// A difference that was accepted is none any more.
    UnusedAcceptance "P1107" Warning

    /// A page is not found by its own words.
    NotFound "P1201" Error
}

/// What the numbers of a family have in common, by the first three characters of each.
pub const FAMILIES: &[(&str, Noun)] = &[
    ("P01", Noun { en: "files", zh: "文件" }),
    ("P02", Noun { en: "YAML and front matter", zh: "YAML 与文件头" }),
    ("P03", Noun { en: "names of the registry", zh: "登记表里的名称" }),
    ("P04", Noun { en: "Markdown", zh: "Markdown" }),
    ("P05", Noun { en: "templates", zh: "模板" }),
    ("P06", Noun { en: "addresses", zh: "地址" }),
    ("P07", Noun { en: "interface texts", zh: "界面文字" }),
    ("P08", Noun { en: "claims and tables", zh: "断言与表格" }),
    ("P09", Noun { en: "translations", zh: "译文" }),
    ("P10", Noun { en: "rules about texts", zh: "文字规则" }),
    ("P11", Noun { en: "the registry and IANA", zh: "登记表与 IANA" }),
    ("P12", Noun { en: "search and outputs", zh: "搜索与输出" }),
];

/// A name in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

impl Code {
    /// What the problem is, in a few words.
    pub fn title(self, lang: Lang) -> &'static str {
        let heading = self.explanation(lang).lines().next().unwrap_or_default();
        let title = heading.trim_start_matches("# ").trim_start_matches(self.number());
        title.trim_start_matches([':', '：']).trim_start()
    }

    /// The kind with this number; letters may be small, as people type them.
    pub fn find(number: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_number() {
        assert_eq!(Code::find("P0301"), Some(Code::UnknownPort));
        assert_eq!(Code::find("p0301"), Some(Code::UnknownPort));
        assert_eq!(Code::find("P030"), None);
        assert_eq!(Code::find(""), None);
    }

    #[test]
    fn numbers_ascend_in_the_order_of_the_list() {
        assert!(Code::ALL.is_sorted_by_key(|code| code.number()));
        assert!(Code::ALL.iter().all(|code| Code::find(code.number()) == Some(*code)));
    }

    #[test]
    fn every_kind_belongs_to_a_family() {
        let families = FAMILIES.iter().map(|(prefix, _)| *prefix);
        let families: Vec<&str> = families.collect();
        assert!(families.is_sorted());
        assert!(Code::ALL.iter().all(|code| families.contains(&&code.number()[..3])));
    }

    #[test]
    fn titles_are_what_headings_say_behind_the_number() {
        assert_eq!(Code::UnknownPort.title(Lang::En), "unknown port");
        assert_eq!(Code::UnknownPort.title(Lang::Zh), "未知的端口");
        assert!(Code::ALL.iter().all(|code| Lang::ALL.iter().all(|lang| !code.title(*lang).is_empty())));
    }

    #[test]
    fn every_explanation_has_a_heading_a_wrong_and_a_right_example() {
        for code in Code::ALL {
            for (lang, colon, wrong, right) in [
                (Lang::En, ": ", "\n\nWrong:\n\n```", "\n\nRight:\n\n```"),
                (Lang::Zh, "：", "\n\n错误：\n\n```", "\n\n正确：\n\n```"),
            ] {
                let explanation = code.explanation(lang);
                let heading = format!("# {}{colon}", code.number());
                assert!(explanation.starts_with(&heading), "{code:?} {lang}");
                let (before, examples) =
                    explanation.split_once(wrong).expect("an explanation has a wrong example");
                assert!(before.lines().count() > 2, "{code:?} {lang} says something");
                assert_eq!(examples.split(right).count(), 2, "{code:?} {lang}");
                assert!(explanation.ends_with("```\n"), "{code:?} {lang}");
            }
        }
    }

    #[test]
    fn explanations_of_both_languages_show_the_same_kinds_of_examples() {
        let fences = |explanation: &'static str| {
            explanation.lines().filter(|line| line.starts_with("```")).collect::<Vec<_>>()
        };
        for code in Code::ALL {
            assert_eq!(fences(code.explanation(Lang::En)), fences(code.explanation(Lang::Zh)), "{code:?}");
        }
    }
}
