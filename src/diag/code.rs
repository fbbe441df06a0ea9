//! Every kind of problem, with its number, severity and explanation.

/// Whether a problem stops publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site can't be published.
    Error,
    /// The site can be published, and someone should look.
    Warning,
}

macro_rules! codes {
    ($($variant:ident $number:literal $severity:ident)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($variant,)* }

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
        }
    };
}

codes! {
    InvalidUtf8 "P0101" Error
    SymbolicLink "P0102" Error
    BadSlug "P0103" Error
    FileTooLarge "P0104" Error
    MissingFile "P0105" Error
    UnknownFile "P0106" Warning

    YamlSyntax "P0201" Error
    DuplicateKey "P0202" Error
    YamlAlias "P0203" Error
    TooDeep "P0204" Error
    UnknownKey "P0205" Error
    WrongType "P0206" Error
    MissingKey "P0207" Error
    MissingLanguage "P0208" Error
    AmbiguousScalar "P0209" Error
    UnclosedFrontMatter "P0210" Error
    MissingFrontMatter "P0211" Error
    UnknownValue "P0212" Error
    BadNumber "P0213" Error
    BadDate "P0214" Error

    UnknownPort "P0301" Error
    UnknownService "P0302" Error
    UnknownProvider "P0303" Error
    UnknownTerm "P0304" Error
    DuplicateId "P0305" Error
    ProviderDisagrees "P0306" Error
    UnknownFamily "P0307" Error
    UnknownTag "P0308" Error
    UnknownArticle "P0309" Error
    BadId "P0310" Error

    BrokenLink "P0401" Error
    BrokenAnchor "P0402" Error
    RefusedLink "P0403" Error
    UnknownAspect "P0404" Error
    UnknownBlock "P0405" Error
    MissingHeadingId "P0406" Warning
    UnequalOutlines "P0407" Warning
    DuplicateHeadingId "P0408" Error
    RawHtml "P0409" Warning
    NestedTooDeep "P0410" Error
    HeadingLevel "P0411" Warning
    MissingAlt "P0412" Warning
    PortsDiffer "P0413" Warning
    AnswerBox "P0414" Warning

    TemplateSyntax "P0501" Error
    TemplateMissing "P0502" Error
    TemplateRender "P0503" Error
    TemplateLoop "P0504" Error

    PathTaken "P0601" Error
    BadAlias "P0602" Error
    UnknownSection "P0603" Error

    MissingString "P0701" Error
}
