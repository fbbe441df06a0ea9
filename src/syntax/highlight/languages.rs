//! The languages that fences may name, and the grammar that reads each.

/// A language, or a text that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(&'static Row);

#[derive(Debug, PartialEq, Eq)]
struct Row {
    // The usual name first.
    names: &'static [&'static str],
    // As the set of grammars calls it; none for what has no colours.
    grammar: Option<&'static str>,
}

const fn row(names: &'static [&'static str], grammar: &'static str) -> Row {
    Row { names, grammar: Some(grammar) }
}

/// Every language by its names. Where the set has no grammar for one, one that reads alike stands
/// in: settings in blocks, lines that begin with a command, numbers and comments after a semicolon.
const ROWS: &[Row] = &[
    Row { names: &["text", "txt", "plain", "plaintext", "none"], grammar: None },
    row(&["sh", "bash", "shell", "zsh"], "Bourne Again Shell (bash)"),
    row(&["console", "shell-session", "terminal"], "Bourne Again Shell (bash)"),
    row(&["powershell", "ps1", "pwsh"], "PowerShell"),
    row(&["yaml", "yml"], "YAML"),
    row(&["json", "jsonc"], "JSON"),
    row(&["toml"], "TOML"),
    row(&["ini", "conf", "cfg", "systemd"], "INI"),
    row(&["postfix", "main.cf"], "INI"),
    row(&["master.cf"], "Bourne Again Shell (bash)"),
    row(&["dovecot"], "Terraform"),
    row(&["nginx"], "nginx"),
    row(&["apache"], "Apache Conf"),
    row(&["zone", "dns"], "Lisp"),
    row(&["properties"], "Java Properties"),
    row(&["python", "py"], "Python"),
    row(&["js", "javascript", "node"], "JavaScript"),
    row(&["ts", "typescript"], "TypeScript"),
    row(&["java"], "Java"),
    row(&["go", "golang"], "Go"),
    row(&["php"], "PHP"),
    row(&["rust", "rs"], "Rust"),
    row(&["c"], "C"),
    row(&["ruby", "rb"], "Ruby"),
    row(&["perl", "pl"], "Perl"),
    row(&["lua"], "Lua"),
    row(&["sql"], "SQL"),
    row(&["xml", "svg"], "XML"),
    row(&["html"], "HTML"),
    row(&["css"], "CSS"),
    row(&["markdown", "md"], "Markdown"),
    row(&["dockerfile", "docker"], "Dockerfile"),
    row(&["makefile", "make"], "Makefile"),
    row(&["diff", "patch"], "Diff"),
    row(&["http"], "HTTP Request and Response"),
];

impl Language {
    /// The language with this name, in any case of its letters.
    pub fn find(name: &str) -> Option<Language> {
        let has = |row: &&Row| row.names.iter().any(|known| known.eq_ignore_ascii_case(name));
        ROWS.iter().find(has).map(Language)
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        self.0.names[0]
    }

    /// Every name.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ROWS.iter().flat_map(|row| row.names.iter().copied())
    }

    /// The grammar that reads it.
    pub(super) fn grammar(self) -> Option<&'static str> {
        self.0.grammar
    }

    /// Whether only lines with a prompt are code.
    pub(super) fn is_transcript(self) -> bool {
        self.name() == "console"
    }
}
