//! When to look at the site folder again.
//!
//! This module says that something may have changed, never what: the folder is then looked at
//! whole, so an event that is lost, merged or out of order can't make the site wrong.

use crate::base::fingerprint::Fingerprint;
use crate::diag::Text;
use crate::source::disk::FOLDERS;
use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

// Editors write a file in several steps, and so does `git checkout` many files: the folder is read
// when nothing has happened for so long …
const QUIET: Duration = Duration::from_millis(15);
// … or when the first change is so old.
const PATIENCE: Duration = Duration::from_millis(200);
const INTERVAL: Duration = Duration::from_millis(500);

/// A look-out for changes of a site folder.
#[derive(Debug)]
pub(super) struct Watch {
    // Events name files by this path.
    root: PathBuf,
    how: How,
}

#[derive(Debug)]
enum How {
    Events { watcher: RecommendedWatcher, signals: Receiver<Signal> },
    Polling { seen: Fingerprint },
}

/// Something may have changed.
#[derive(Debug)]
pub(super) struct Wake {
    /// When that was noticed first.
    pub(super) since: Instant,
    /// Whether the system dropped events because there were too many.
    pub(super) overflow: bool,
    /// What the author should know about watching from now on.
    pub(super) notice: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    // A file.
    File,
    // One of the folders that are read came or went.
    Folder,
    Overflow,
    // The system allows no more watches.
    Limit,
}

impl Watch {
    /// Watches a site by events of the system, or by polling where there are none to be had; the
    /// text says why.
    pub(super) fn begin(site: &Path) -> (Watch, Option<Text>) {
        let root = site.canonicalize().unwrap_or_else(|_| site.to_path_buf());
        match events(&root) {
            Ok(how) => (Watch { root, how }, None),
            Err(error) => (Watch::polling(site), Some(polls(&error))),
        }
    }

    /// Looks at the folder again and again.
    pub(super) fn polling(site: &Path) -> Watch {
        Watch { root: site.to_path_buf(), how: How::Polling { seen: look(site) } }
    }

    /// Waits until something may have changed and has come to rest.
    pub(super) fn wait(&mut self) -> Wake {
        match &mut self.how {
            How::Polling { seen } => {
                let since = poll(&self.root, seen);
                Wake { since, overflow: false, notice: None }
            }
            How::Events { signals, .. } => match signals.recv() {
                Ok(first) => self.settle(first),
                // The watcher's thread has ended, which it does not do by itself.
                Err(_) => self.give_up(Instant::now(), &notify::Error::generic("the watcher ended")),
            },
        }
    }

    /// Whether something changed since the last [`Watch::wait`]; it comes to rest first.
    pub(super) fn again(&mut self) -> Option<Wake> {
        let How::Events { signals, .. } = &self.how else { return None };
        let first = signals.try_recv().ok()?;
        Some(self.settle(first))
    }

    fn settle(&mut self, first: Signal) -> Wake {
        let since = Instant::now();
        let How::Events { signals, watcher } = &mut self.how else {
            return Wake { since, overflow: false, notice: None };
        };
        let mut seen = vec![first];
        while since.elapsed() < PATIENCE {
            match signals.recv_timeout(QUIET) {
                Ok(signal) if seen.contains(&signal) => {}
                Ok(signal) => seen.push(signal),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        if seen.contains(&Signal::Limit) {
            return self.give_up(since, &notify::Error::new(ErrorKind::MaxFilesWatch));
        }
        if seen.contains(&Signal::Folder)
            && let Err(error) = watch_folders(watcher, &self.root)
        {
            return self.give_up(since, &error);
        }
        Wake { since, overflow: seen.contains(&Signal::Overflow), notice: None }
    }

    fn give_up(&mut self, since: Instant, error: &notify::Error) -> Wake {
        *self = Watch::polling(&self.root);
        Wake { since, overflow: false, notice: Some(polls(error)) }
    }
}

fn polls(error: &notify::Error) -> Text {
    // EMFILE of `inotify_init`: too many programs watch something.
    let is_limit = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.raw_os_error() == Some(24),
        _ => false,
    };
    let why = match is_limit {
        true => text!(
            "the system allows no more watches (on Linux: `sysctl fs.inotify`)",
            "系统不允许再增加监视（Linux 上见 `sysctl fs.inotify`）"
        ),
        false => text!("{error}", "{error}"),
    };
    let (en, zh) = (why.en, why.zh);
    Text {
        en: format!("can't watch the folder: {en}; looking for changes twice a second instead"),
        zh: format!("无法监视文件夹：{zh}；改为每秒查看两次"),
    }
}

fn events(root: &Path) -> notify::Result<How> {
    let (sender, signals) = mpsc::channel();
    let place = root.to_path_buf();
    let mut watcher = notify::recommended_watcher(move |event| tell(&sender, &place, &event))?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    watch_folders(&mut watcher, root)?;
    Ok(How::Events { watcher, signals })
}

// A folder that was moved away takes its watch with it, so the old one is ended first.
fn watch_folders(watcher: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        let _ = watcher.unwatch(&folder);
        if std::fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            match watcher.watch(&folder, RecursiveMode::Recursive) {
                // It went away again; that is an event, too.
                Err(error) if matches!(&error.kind, ErrorKind::PathNotFound) => {}
                watched => watched?,
            }
        }
    }
    Ok(())
}

fn tell(sender: &Sender<Signal>, root: &Path, event: &notify::Result<Event>) {
    let signal = match event {
        Ok(event) if event.need_rescan() => Some(Signal::Overflow),
        Ok(event) => signal(root, event),
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => Some(Signal::Limit),
        Err(_) => Some(Signal::Folder),
    };
    // Nobody listens any more when the program ends.
    let _ = signal.map(|signal| sender.send(signal));
}

fn signal(root: &Path, event: &Event) -> Option<Signal> {
    if let EventKind::Access(kind) = event.kind
        && kind != AccessKind::Close(AccessMode::Write)
    {
        // Reading the site is no change of it.
        return None;
    }
    let below = event.paths.iter().filter_map(|path| path.strip_prefix(root).ok());
    let depths = below.filter_map(|path| {
        let mut names = path.iter();
        let is_read = names.next().and_then(OsStr::to_str).is_none_or(|first| FOLDERS.contains(&first));
        let is_hidden = path.iter().any(|name| name.as_encoded_bytes().starts_with(b"."));
        (is_read && !is_hidden).then(|| path.iter().count())
    });
    depths.min().map(|depth| if depth < 2 { Signal::Folder } else { Signal::File })
}

// Waits until the folder looks different and has looked the same twice since.
fn poll(root: &Path, seen: &mut Fingerprint) -> Instant {
    let mut before = *seen;
    loop {
        std::thread::sleep(INTERVAL);
        let now = look(root);
        if now != before {
            before = now;
            break;
        }
    }
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        std::thread::sleep(QUIET);
        let now = look(root);
        if now == before {
            break;
        }
        before = now;
    }
    *seen = before;
    since
}

// What tells one state of the folder from another without reading the files.
fn look(root: &Path) -> Fingerprint {
    let folders = FOLDERS.iter().map(|folder| WalkDir::new(root.join(folder)).sort_by_file_name());
    let entries = folders.flat_map(WalkDir::into_iter).filter_map(Result::ok);
    let stamps: Vec<_> = entries
        .map(|entry| {
            let found = entry.metadata().ok();
            (entry.into_path(), found.map(|found| (found.len(), found.modified().ok(), changed(&found))))
        })
        .collect();
    Fingerprint::of(&stamps)
}

// A file that was replaced by one of the same size and date has another inode or change time.
#[cfg(unix)]
fn changed(found: &std::fs::Metadata) -> (i64, i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (found.ctime(), found.ctime_nsec(), found.ino())
}

#[cfg(not(unix))]
fn changed(_: &std::fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, Flag, MetadataKind, ModifyKind};

    #[test]
    fn only_what_may_change_the_site_is_told() {
        let told = |event: notify::Result<Event>| {
            let (sender, signals) = mpsc::channel();
            tell(&sender, Path::new("/site"), &event);
            signals.try_recv().ok()
        };
        let at = |kind: EventKind, path: &str| told(Ok(Event::new(kind).add_path(path.into())));
        let made = |path: &str| at(EventKind::Create(CreateKind::Any), path);
        assert_eq!(made("/site/content/zh/发信.md"), Some(Signal::File));
        assert_eq!(made("/site/static/a.png"), Some(Signal::File));
        assert_eq!(made("/site/templates"), Some(Signal::Folder));
        assert_eq!(made("/site"), Some(Signal::Folder));
        assert_eq!(made("/site/public/index.html"), None);
        assert_eq!(made("/site/content/zh/.a.md.swp"), None);
        assert_eq!(made("/site/content/.git/index"), None);
        assert_eq!(made("/elsewhere/content/a.md"), None);

        let article = "/site/content/zh/a.md";
        let closed = |mode| at(EventKind::Access(AccessKind::Close(mode)), article);
        assert_eq!(closed(AccessMode::Write), Some(Signal::File));
        assert_eq!(closed(AccessMode::Read), None);
        assert_eq!(at(EventKind::Access(AccessKind::Open(AccessMode::Any)), article), None);
        let touched = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        assert_eq!(at(touched, article), Some(Signal::File));

        assert_eq!(told(Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan))), Some(Signal::Overflow));
        assert_eq!(told(Err(notify::Error::new(ErrorKind::MaxFilesWatch))), Some(Signal::Limit));
        assert_eq!(told(Err(notify::Error::generic("?"))), Some(Signal::Folder));
    }
}
