//! `portolan serve`
//!
//! The main thread waits for changes and makes the site again; the threads of [`http`] answer with
//! the newest good one. A channel that holds one value, the newest, is all that is between them.

mod http;
mod page;
mod site;
mod watch;

use super::terminal::{Report, Stop, Terminal};
use super::{Outcome, SiteFolder, unreadable};
use crate::base::path::{SitePath, SourcePath};
use crate::build::run::Options;
use crate::diag::{Diagnostic, Failure, Text};
use crate::lint::Scope;
use crate::model::resolve::Drafts;
use crate::source::{Snapshot, disk};
use clap::Args;
use http::Served;
use site::{Site, Update};
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::watch::Sender;
use watch::{Wake, Watch};

const EXAMPLES: &str = "\
Examples:
  portolan serve                         the site, at http://127.0.0.1:1111/
  portolan serve --site docs --open      another site, shown in the browser
  portolan serve --port 8080 --drafts    another port, and unfinished articles
  portolan serve --bind 192.168.1.20     for other machines, at this address";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// The TCP port; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// The address of this machine to listen at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Show the site in the browser
    #[arg(long)]
    open: bool,
    /// Show drafts as well
    #[arg(long)]
    drafts: bool,
    /// Look for changes twice a second, for folders on a network that send no events
    #[arg(long)]
    poll: bool,
}

// How often the folder is read again when it changes while it is read.
const ATTEMPTS: usize = 5;
const PAUSE: Duration = Duration::from_millis(500);
// How many outputs an update names.
const NAMED: usize = 3;

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let (listener, address) = listen(SocketAddr::new(arguments.bind, arguments.port))?;
    let url = url(address);
    let options = Options {
        drafts: if arguments.drafts { Drafts::Shown } else { Drafts::Hidden },
        // `404.html` begins its links at the base path, and here that is the root.
        base_url: Some(url.clone()),
        rules: Scope::Gates,
        today: None,
    };
    // Before the first reading, so that no change falls between the two.
    let mut watch = begin(arguments, terminal);
    let mut folder = Folder { site: &arguments.site.site, last: Snapshot::default(), then: i64::MIN };
    let site = Site::new(folder.read()?, options);
    let mut desk = Desk::new(site, terminal);
    let failed = |error| Failure::io(text!("can't start the server", "无法启动服务器"), &error);
    let _server =
        http::start(listener, address, desk.terminal.lang, desk.served.subscribe()).map_err(failed)?;
    desk.welcome(&url);
    if arguments.open && !desk.terminal.open(&url) {
        desk.terminal.say(&text!("can't start a browser; open {url}", "无法启动浏览器；请自行打开 {url}"));
    }
    loop {
        let mut wake = watch.wait();
        let mut snapshot = folder.read();
        for _ in 1..ATTEMPTS {
            let Some(next) = watch.again() else { break };
            wake = Wake { since: wake.since, overflow: wake.overflow | next.overflow, ..next };
            snapshot = folder.read();
        }
        if let Some(notice) = &wake.notice {
            desk.terminal.say(notice);
        }
        match snapshot {
            Ok(snapshot) => {
                let update = desk.site.update(snapshot);
                // Reading a very large site can be what makes too many events.
                if wake.overflow && update == Update::Same {
                    watch = Watch::polling(&arguments.site.site);
                    desk.terminal.say(&text!(
                        "the system reports more than can be followed; looking for changes twice a second instead",
                        "系统报告的改动太多，跟不上；改为每秒查看两次"
                    ));
                }
                desk.updated(&update, wake.since);
                desk.site.settle();
            }
            Err(failure) => {
                desk.unreadable(&failure);
                std::thread::sleep(PAUSE);
                watch = recover(arguments, &mut folder, &mut desk);
            }
        }
    }
}

fn begin(arguments: &Arguments, terminal: &mut Terminal) -> Watch {
    if arguments.poll {
        return Watch::polling(&arguments.site.site);
    }
    let (watch, notice) = Watch::begin(&arguments.site.site);
    if let Some(notice) = notice {
        terminal.say(&notice);
    }
    watch
}

// A folder that could not be read may be another one when it is back, so it is watched anew.
fn recover(arguments: &Arguments, folder: &mut Folder<'_>, desk: &mut Desk<'_>) -> Watch {
    loop {
        let start = Instant::now();
        let watch = begin(arguments, desk.terminal);
        if let Ok(snapshot) = folder.read() {
            let update = desk.site.update(snapshot);
            desk.updated(&update, start);
            return watch;
        }
        std::thread::sleep(PAUSE);
    }
}

fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let message = text!("can't listen at `{address}`", "无法在 `{address}` 上监听");
    let bound = TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener)));
    match bound {
        Ok((address, listener)) => Ok((listener, address)),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let why = text!(
                "another program uses this port; choose another one with `--port`",
                "这个端口已被别的程序占用；请用 `--port` 另选一个"
            );
            Err(Failure::refused(message, why))
        }
        Err(error) => Err(Failure::io(message, &error)),
    }
}

// The site folder, of which only files that look changed are read again.
struct Folder<'a> {
    site: &'a Path,
    last: Snapshot,
    // When that was read.
    then: i64,
}

impl Folder<'_> {
    fn read(&mut self) -> Result<Snapshot, Failure> {
        let age = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let snapshot = disk::read_again(self.site, &self.last, self.then).map_err(unreadable)?;
        self.then = i64::try_from(age.as_nanos()).unwrap_or(i64::MAX);
        self.last = snapshot.clone();
        Ok(snapshot)
    }
}

// Where a browser on this machine finds the server.
fn url(address: SocketAddr) -> String {
    match address.ip().is_unspecified() {
        true => format!("http://localhost:{}/", address.port()),
        false => format!("http://{address}/"),
    }
}

// Where the site is made again, and where everyone hears of it.
struct Desk<'a> {
    site: Site,
    terminal: &'a mut Terminal,
    served: Sender<Arc<Served>>,
    // Tells the sites of this run from those of others.
    run: u128,
    // What was said last, so that it is not said again after each change.
    reported: Vec<Diagnostic>,
    // Whether the folder could be read when it was last tried.
    readable: bool,
}

impl Desk<'_> {
    fn new(site: Site, terminal: &mut Terminal) -> Desk<'_> {
        let run = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |age| age.as_nanos());
        let served = Sender::new(Arc::new(Served::default()));
        let desk = Desk { site, terminal, served, run, reported: Vec::new(), readable: true };
        desk.publish(None);
        desk
    }

    fn welcome(&mut self, url: &str) {
        self.report();
        let pages = self.site.pages();
        self.terminal.say(&match self.site.is_sound() {
            true => {
                text!("{pages} pages at {url} (Ctrl-C ends)", "{pages} 个页面，网址 {url}（按 Ctrl-C 结束）")
            }
            false => text!(
                "no page yet at {url}; mend the errors and they appear (Ctrl-C ends)",
                "{url} 上还没有页面，改好错误后就会出现（按 Ctrl-C 结束）"
            ),
        });
    }

    fn updated(&mut self, update: &Update, since: Instant) {
        let was_readable = std::mem::replace(&mut self.readable, true);
        if *update == Update::Same && was_readable {
            return;
        }
        self.publish(None);
        let milliseconds = since.elapsed().as_millis();
        self.report();
        let total = self.site.tree.len();
        self.terminal.say(&match update {
            Update::Same => text!("the site can be read again", "站点又可以读取了"),
            Update::Broken if total == 0 => text!("still no page to show", "仍然没有可以显示的页面"),
            Update::Broken => text!("the last good site stays", "继续显示上一次正确的站点"),
            Update::Good { sources, made } => summary(sources, made, total, milliseconds),
        });
    }

    fn unreadable(&mut self, failure: &Failure) {
        self.readable = false;
        self.publish(Some(failure));
        self.terminal.fail(failure);
    }

    fn publish(&self, failure: Option<&Failure>) {
        let lang = self.terminal.lang;
        let failure = failure.map(|failure| [failure.message.get(lang), failure.why.get(lang)].join("\n"));
        let version = format!("{:x}-{}", self.run, self.site.version);
        let state = page::state(&self.site, &version, failure.as_deref(), lang);
        self.served.send_replace(Arc::new(Served { tree: Arc::clone(&self.site.tree), version, state }));
    }

    fn report(&mut self) {
        if self.site.problems != self.reported {
            let Site { problems, snapshot, .. } = &self.site;
            let report = Report { problems, stop: Stop::ForErrors, snapshot, site: Path::new("") };
            self.terminal.problems(&report, None);
            self.reported.clone_from(&self.site.problems);
        }
    }
}

// `content/en/a.md: 3 of 241 files made again in 8 ms: en/a/, en/mail/, sitemap.xml`
fn summary(sources: &[SourcePath], made: &[SitePath], total: usize, milliseconds: u128) -> Text {
    let from = match sources {
        [source] => text!("{source}", "{source}"),
        _ => {
            let count = sources.len();
            text!("{count} changed files", "{count} 个文件有变动")
        }
    };
    let count = made.len();
    let what = match made {
        [] => text!("no page differs", "页面没有变化"),
        _ => {
            let named: Vec<&str> = made.iter().take(NAMED).map(SitePath::as_str).collect();
            let (en, zh) = (named.join(", "), named.join("、"));
            match count - named.len() {
                0 => text!(
                    "{count} of {total} files made again: {en}",
                    "重新生成 {count} 个文件（共 {total} 个）：{zh}"
                ),
                more => text!(
                    "{count} of {total} files made again: {en} and {more} more",
                    "重新生成 {count} 个文件（共 {total} 个）：{zh} 等（另有 {more} 个）"
                ),
            }
        }
    };
    Text {
        en: format!("{} → {milliseconds} ms, {}", from.en, what.en),
        zh: format!("{} → {milliseconds} 毫秒，{}", from.zh, what.zh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    #[test]
    fn an_update_says_what_was_made_again() {
        let source = |path: &str| SourcePath::new(path).expect("is tame");
        let made: Vec<SitePath> = ["en/a/", "en/", "zh/a/", "zh/"].map(SitePath::page).to_vec();
        let say = |sources: &[SourcePath], made: &[SitePath]| {
            let text = summary(sources, made, 241, 8);
            Lang::ALL.map(|lang| text.get(lang).to_string())
        };
        assert_eq!(
            say(&[source("content/zh/a.md")], &made),
            [
                "content/zh/a.md → 8 毫秒，重新生成 4 个文件（共 241 个）：\
                 en/a/index.html、en/index.html、zh/a/index.html 等（另有 1 个）",
                "content/zh/a.md → 8 ms, 4 of 241 files made again: \
                 en/a/index.html, en/index.html, zh/a/index.html and 1 more",
            ]
        );
        assert_eq!(
            say(&[source("a"), source("b")], &made[..1]),
            [
                "2 个文件有变动 → 8 毫秒，重新生成 1 个文件（共 241 个）：en/a/index.html",
                "2 changed files → 8 ms, 1 of 241 files made again: en/a/index.html",
            ]
        );
        let nothing = ["a → 8 毫秒，页面没有变化", "a → 8 ms, no page differs"];
        assert_eq!(say(&[source("a")], &[]), nothing);
    }
}
