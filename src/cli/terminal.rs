//! The only printer: results to standard output, everything else to standard error.

use super::{Color, Format, Voice, texts};
use crate::base::lang::Lang;
use crate::diag::print::{self, Sources, Styling};
use crate::diag::{Diagnostic, Failure, Text, fix};
use crate::source::Snapshot;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Which problems keep a command from succeeding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Errors.
    ForErrors,
    /// Errors and warnings.
    ForAll,
}

impl Stop {
    /// Whether a problem is one of them.
    pub(super) fn is_for(self, problem: &Diagnostic) -> bool {
        self == Stop::ForAll || problem.is_error()
    }
}

/// Problems to be printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report<'a> {
    /// All of them, in order.
    pub(super) problems: &'a [Diagnostic],
    /// Which of them are printed even in silence.
    pub(super) stop: Stop,
    /// The files that they are about.
    pub(super) snapshot: &'a Snapshot,
    /// The site folder.
    pub(super) site: &'a Path,
}

/// Counts the files that are made.
#[derive(Debug, Default)]
pub(super) struct Made(AtomicUsize);

impl Made {
    /// Counts one more.
    pub(super) fn count(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// How often progress is shown.
const BETWEEN: Duration = Duration::from_millis(250);

fn progress(made: usize, lang: Lang) -> String {
    match (made, lang) {
        (0, Lang::Zh) => "正在读取站点…".into(),
        (0, Lang::En) => "reading the site…".into(),
        (_, Lang::Zh) => format!("已生成 {made} 个文件…"),
        (_, Lang::En) => format!("{made} files made…"),
    }
}

/// Where and how messages are written.
#[derive(Debug)]
pub(super) struct Terminal {
    /// The language of messages.
    pub(super) lang: Lang,
    styling: Styling,
    quiet: bool,
    // Why an answer did not arrive.
    lost: Option<io::Error>,
}

impl Terminal {
    pub(super) fn new(voice: &Voice) -> Terminal {
        let colored = match voice.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        Terminal {
            lang: voice.lang.map_or_else(spoken, Lang::from),
            styling: if colored { Styling::Ansi } else { Styling::Plain },
            quiet: voice.quiet,
            lost: None,
        }
    }

    /// Prints problems, then how many there are. When silence was asked for, only those that
    /// stop what was asked for are printed; programs are told all of them.
    pub(super) fn problems(&mut self, report: &Report<'_>, format: Option<Format>) {
        let Report { problems, stop, snapshot, site } = *report;
        let sources: &Sources<'_> = &texts(snapshot);
        let default = if io::stderr().is_terminal() { Format::Human } else { Format::Short };
        let quiet = |problem: &&Diagnostic| !self.quiet || stop.is_for(problem);
        let shown: Vec<Diagnostic> = problems.iter().filter(quiet).cloned().collect();
        match format.unwrap_or(default) {
            Format::Json => self.answer(&print::json(problems, sources, self.lang)),
            Format::Sarif => self.answer(&print::sarif(problems, sources, self.lang, &base(site))),
            Format::Github => self.answer(&print::github(problems, sources, self.lang, &base(site))),
            _ if shown.is_empty() => {}
            Format::Human => self.write(&(print::human(&shown, sources, self.lang, self.styling) + "\n")),
            Format::Short => self.write(&print::short(&shown, sources, self.lang)),
        }
        if shown.is_empty() {
            return;
        }
        let count = print::summary(&shown, self.lang);
        let fixable = shown.iter().filter(|problem| fix::places(problem, sources).is_some()).count();
        self.write(&match (fixable, self.lang) {
            (0, _) => format!("{count}\n"),
            (_, Lang::Zh) => format!("{count}，其中 {fixable} 个可用 `portolan check --fix` 修正\n"),
            (_, Lang::En) => format!("{count}; `portolan check --fix` corrects {fixable}\n"),
        });
    }

    /// Prints what was fixed, unless silence was asked for.
    pub(super) fn fixed(&mut self, problems: &[Diagnostic], sources: &Sources<'_>) {
        if !self.quiet {
            self.write(&print::fixed(problems, sources, self.lang));
        }
    }

    /// Prints one sentence, unless silence was asked for.
    pub(super) fn say(&mut self, text: &Text) {
        if !self.quiet {
            self.write(&format!("{}\n", text.get(self.lang)));
        }
    }

    /// Whether silence was asked for.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints what is wrong, whether or not silence was asked for.
    pub(super) fn complain(&mut self, text: &str) {
        self.write(text);
    }

    /// Prints what a command was asked for.
    pub(super) fn answer(&mut self, text: &str) {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        // A reader that went away (`| head`) is no reason to fail.
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.lost.get_or_insert(error);
        }
    }

    /// Whether an answer could not be written, and why: half a result is none.
    pub(super) fn lost(&mut self) -> Option<Failure> {
        let error = self.lost.take()?;
        Some(Failure::io(text!("can't write to standard output", "不能写到标准输出"), &error))
    }

    /// Prints what a command was asked for beside problems. Where a program reads those, they stand
    /// alone.
    pub(super) fn answer_beside(&mut self, format: Option<Format>, text: &str) {
        match format {
            Some(Format::Json | Format::Sarif | Format::Github) => self.write(text),
            Some(Format::Human | Format::Short) | None => self.answer(text),
        }
    }

    /// Does long work and, on a terminal, shows how many files are made by now.
    pub(super) fn during<T>(&self, work: impl FnOnce(&Made) -> T) -> T {
        let made = Made::default();
        if self.quiet || !io::stderr().is_terminal() {
            return work(&made);
        }
        let (done, ended) = mpsc::channel::<()>();
        let made = &made;
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut shown = false;
                // Whoever waits for less than this need not be told.
                while ended.recv_timeout(BETWEEN) == Err(RecvTimeoutError::Timeout) {
                    self.write(&format!("\r\x1b[K{}", progress(made.0.load(Relaxed), self.lang)));
                    shown = true;
                }
                if shown {
                    self.write("\r\x1b[K");
                }
            });
            // The channel closes when the work is over, however it ends.
            let _done = done;
            work(made)
        })
    }

    /// Shows an address in the browser; whether one could be started. What it prints is not ours.
    #[cfg(feature = "serve")]
    pub(super) fn open(&self, url: &str) -> bool {
        use std::process::{Command, Stdio};
        let mut command = match std::env::consts::OS {
            "macos" => Command::new("open"),
            "windows" => Command::new("explorer"),
            _ => Command::new("xdg-open"),
        };
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    }

    /// Prints why nothing was done.
    pub(super) fn fail(&mut self, failure: &Failure) {
        let (word, colon) = match self.lang {
            Lang::Zh => ("错误", "："),
            Lang::En => ("error", ": "),
        };
        let (message, why) = (failure.message.get(self.lang), failure.why.get(self.lang));
        self.write(&format!("{word}{colon}{message}{colon}{why}\n"));
    }

    fn write(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

// The site folder as code hosts write paths: below the folder where the command runs, which is the
// root of the repository there.
fn base(site: &Path) -> String {
    let parts = site.components().filter(|part| *part != Component::CurDir);
    let folder: PathBuf = parts.collect();
    let folder = folder.to_string_lossy().replace('\\', "/");
    if folder.is_empty() || folder.ends_with('/') { folder } else { folder + "/" }
}

// POSIX: the first of these that is set decides.
fn spoken() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    match set.into_iter().find(|value| !value.is_empty()) {
        Some(locale) if locale.starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}
