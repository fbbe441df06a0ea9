//! The output folder: what is refused, what is replaced, what stays.

use crate::harness::{self, Project, Ran, Random, assert_text, portolan, program, put, ran, tree};
use portolan::base::fingerprint::Fingerprint;
use portolan::base::lang::Lang;
use portolan::base::path::SitePath;
use portolan::build::emit::{self, state};
use portolan::build::manifest::Manifest;
use portolan::build::run::{self, Options};
use portolan::lint::Scope;
use portolan::source::disk;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A temporary folder that holds the small site in `site/`.
struct Place {
    root: PathBuf,
    _folder: TempDir,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it exists");
        Project::small("").save(&root.join("site"));
        Place { root, _folder: folder }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// What is said when this output folder is claimed; nothing when it may be written.
    fn refusal(&self, out: &Path) -> String {
        match emit::claim(out, &self.at("site"), Some(&self.at("home/me"))) {
            Ok(_) => String::new(),
            Err(failure) => {
                let said = |lang| format!("{}: {}", failure.message.get(lang), failure.why.get(lang));
                assert_ne!(failure.message.get(Lang::Zh), "");
                said(Lang::En).replace(self.root.to_str().expect("UTF-8"), "~")
            }
        }
    }

    fn build(&self, arguments: &str) -> Ran {
        portolan(&self.root, &format!("build --site site {arguments}"))
    }

    /// The names in a folder.
    fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at(path)).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("readable").file_name();
        let mut names: Vec<_> = entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.at(path))
    }
}

/// How many files the small site has.
const FILES: usize = 75;

fn done(out: &str) -> Ran {
    made(FILES, 0, out)
}

fn made(made: usize, kept: usize, out: &str) -> Ran {
    let stderr = format!("40 pages: {made} files made, {kept} kept, in # s → {out}\n");
    Ran { status: Some(0), stdout: String::new(), stderr }
}

#[test]
fn an_output_folder_that_is_not_ours_to_write_is_refused() {
    let place = Place::new();
    put(&place.at("full/notes.txt"), "mine");
    put(&place.at("file"), "mine");
    fs::create_dir_all(place.at("home/me/sites")).expect("made");
    fs::create_dir_all(place.at("site/templates")).expect("made");
    let out = |path: &str| place.refusal(&place.at(path));
    let holds_site = "it holds the site itself";
    let holds_home = "it holds your home folder";
    let inputs = "the site is read from there";
    let full = "it is not empty and was not written by portolan; choose another with `--out`, or empty it";
    let cases = [
        ("site", holds_site),
        ("", holds_site),
        ("home", holds_home),
        ("home/me", holds_home),
        ("site/content", inputs),
        ("site/content/zh", inputs),
        ("site/templates", inputs),
        ("site/templates/new/deep", inputs),
        ("site/static", inputs),
        ("full", full),
        ("file", "it is not a folder"),
    ];
    for (path, why) in cases {
        let shown = format!("~/{path}").trim_end_matches('/').to_string();
        assert_eq!(out(path), format!("can't write to `{shown}`: {why}"));
    }
    assert_eq!(place.refusal(Path::new("/")), format!("can't write to `/`: {holds_site}"));
    for free in ["site/public", "site/contents", "home/me/sites", "new/deep", "site/public/../out"] {
        assert_eq!(out(free), "", "{free}");
    }
}

#[test]
fn another_spelling_of_a_refused_folder_is_refused() {
    let place = Place::new();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(place.at(to), place.at(name)).expect("a link can be made");
    };
    link("site", "alias");
    link("", "site/up");
    link("nowhere", "dangling");
    let cases = [
        ("alias", "~/site", "it holds the site itself"),
        ("alias/content/new", "~/site/content/new", "the site is read from there"),
        ("site/up", "~", "it holds the site itself"),
        ("site/up/site/static", "~/site/static", "the site is read from there"),
        ("site/content/..", "~/site", "it holds the site itself"),
        ("site/content/zh/../../static/x", "~/site/static/x", "the site is read from there"),
        // A folder that is not there yet is no way around either.
        ("site/public/../content", "~/site/content", "the site is read from there"),
        ("site/public/..", "~/site", "it holds the site itself"),
        ("new/deep/../../site/content/zh", "~/site/content/zh", "the site is read from there"),
        ("dangling", "~/dangling", "it is not a folder"),
    ];
    for (path, shown, why) in cases {
        assert_eq!(place.refusal(&place.at(path)), format!("can't write to `{shown}`: {why}"), "{path}");
    }
}

#[test]
fn a_refused_build_writes_nothing() {
    let place = Place::new();
    let before = place.tree("");
    let root = place.root.display();
    let stderr = format!("error: can't write to `{root}/site/content`: the site is read from there\n");
    let refused = Ran { status: Some(2), stdout: String::new(), stderr };
    assert_eq!(place.build("--out site/public/../content"), refused);
    assert_eq!(place.tree(""), before);
}

#[test]
fn a_build_makes_the_folders_above_its_output_and_leaves_nothing_beside_it() {
    let place = Place::new();
    assert_eq!(place.build("--out out/a/站点"), done("out/a/站点"));
    assert_eq!(place.names("out/a"), ["站点"]);
    assert_eq!(place.names(""), ["out", "site"]);
    assert_eq!(place.build(""), done("site/public"));
    assert_eq!(place.names("site"), [".portolan", "content", "public"]);
    assert_eq!(place.tree("out/a/站点"), place.tree("site/public"));
}

#[test]
fn the_output_is_the_build_and_a_list_of_its_files() {
    let place = Place::new();
    place.build("");
    let mut published = place.tree("site/public");
    published.retain(|path, _| !path.ends_with('/'));
    let marker = published.remove(emit::MARKER).expect("the list is there");
    let build = Project::small("").sound();
    let made: BTreeMap<String, Vec<u8>> =
        build.files.iter().map(|(path, made)| (path.to_string(), made.bytes.clone())).collect();
    assert!(published == made, "the folder holds the files of the build");
    let head = "This folder was written by portolan. The files below are replaced by the next build.\n";
    assert_text(std::str::from_utf8(&marker).expect("UTF-8"), &(head.to_string() + &harness::paths(&build)));
}

#[test]
fn a_build_that_fails_leaves_the_old_site_untouched() {
    let place = Place::new();
    place.build("");
    let before = place.tree("site/public");
    put(
        &place.at("site/content/en/mail/broken.md"),
        "---\ntitle: Broken\nsummary: Oops\n---\n[](port:nothing)\n",
    );
    let failed = Ran {
        status: Some(1),
        stdout: String::new(),
        stderr: "content/en/mail/broken.md:5:4: error[P0301]: port `nothing` is not in the registry \
                 (`portolan new port nothing` makes an entry to fill in)\n1 error\nnothing was written\n"
            .into(),
    };
    assert_eq!(place.build("--format short"), failed);
    assert_eq!(place.tree("site/public"), before);
    assert_eq!(place.names("site"), [".portolan", "content", "public"]);
}

#[test]
fn pages_that_are_no_longer_published_vanish_with_their_folders() {
    let place = Place::new();
    put(&place.at("site/content/en/mail/old.md"), "---\ntitle: Old\nsummary: Old\n---\n");
    assert_eq!(place.build("").status, Some(0));
    assert!(place.at("site/public/zh/mail/old/index.html").exists());
    fs::remove_file(place.at("site/content/en/mail/old.md")).expect("removed");
    assert_eq!(place.build(""), made(8, FILES - 8, "site/public"));
    assert_eq!(place.names("site/public/zh/mail"), ["index.html", "read", "send"]);
    assert_eq!(place.names("site/public/en/mail"), ["index.html", "read", "send"]);
}

#[test]
fn files_and_folders_of_other_people_stay_where_they_are() {
    let place = Place::new();
    place.build("");
    let foreign = ["CNAME", ".git/HEAD", "zh/mail/send/photo.jpg", "zh/mail/gone/notes.txt"];
    for path in foreign {
        put(&place.at("site/public").join(path), path);
    }
    // Git takes a folder without `refs/` for none of its own, even when nothing is in it.
    fs::create_dir_all(place.at("site/public/.git/refs/heads")).expect("made");
    std::os::unix::fs::symlink("CNAME", place.at("site/public/link")).expect("a link can be made");
    let before = place.tree("site/public");
    for (arguments, said) in [
        ("", made(0, FILES, "site/public")),
        ("--clean", done("site/public")),
        ("", made(0, FILES, "site/public")),
    ] {
        assert_eq!(place.build(arguments), said);
        assert_eq!(place.tree("site/public"), before);
    }
    assert_eq!(fs::read_link(place.at("site/public/link")).expect("still a link"), Path::new("CNAME"));
}

#[test]
fn a_file_of_other_people_is_never_overwritten() {
    let place = Place::new();
    place.build("");
    put(&place.at("site/public/CNAME"), "ports.example.org\n");
    put(&place.at("site/static/CNAME"), "other.example.org\n");
    let before = place.tree("site/public");
    let root = place.root.display();
    let stderr = format!(
        "error: can't publish to `{root}/site/public`; the old site is untouched: \
         `CNAME` was not written by portolan, and the site has a file of that name\n"
    );
    assert_eq!(place.build(""), Ran { status: Some(2), stdout: String::new(), stderr });
    assert_eq!(place.tree("site/public"), before);
    assert_eq!(place.names("site"), [".portolan", "content", "public", "static"]);
}

#[test]
fn what_a_killed_build_left_behind_is_removed_by_the_next() {
    let place = Place::new();
    put(&place.at("site/.public.new/zh/index.html"), "half of a page");
    assert_eq!(place.build(""), done("site/public"));
    assert_eq!(place.names("site"), [".portolan", "content", "public"]);
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let place = Place::new();
    let start =
        || program(&place.root).args(["build", "--quiet", "--site", "site"]).spawn().expect("it starts");
    let running: Vec<_> = (0..4).map(|_| start()).collect();
    for mut build in running {
        assert!(build.wait().expect("it ends").success());
    }
    assert_eq!(place.names("site"), [".portolan", "content", "public"]);
    let at_once = place.tree("site/public");
    place.build("--out alone");
    assert_eq!(at_once, place.tree("alone"));
}

#[test]
fn an_empty_folder_may_be_written_and_a_link_to_it_stays_a_link() {
    let place = Place::new();
    fs::create_dir(place.at("real")).expect("made");
    std::os::unix::fs::symlink("real", place.at("link")).expect("a link can be made");
    assert_eq!(place.build("--out link"), done("link"));
    assert_eq!(place.build("--out link"), made(0, FILES, "link"));
    assert_eq!(place.names(""), ["link", "real", "site"]);
    assert!(place.at("link").is_symlink() && place.at("real/index.html").exists());
}

#[test]
fn an_output_below_a_file_is_refused_with_its_path() {
    let place = Place::new();
    put(&place.at("file"), "mine");
    let root = place.root.display();
    let stderr = format!("error: can't look at `{root}/file/x`: Not a directory (os error 20)\n");
    assert_eq!(place.build("--out file/x"), Ran { status: Some(2), stdout: String::new(), stderr });
    let stderr = format!("错误：无法查看 `{root}/file/x`：Not a directory (os error 20)\n");
    assert_eq!(place.build("--out file/x --lang zh"), Ran { status: Some(2), stdout: String::new(), stderr });
}

#[test]
fn a_site_that_is_not_there_is_an_environment_error() {
    let place = Place::new();
    let said = ran(program(&place.root).args(["build", "--site", "nowhere"]));
    let stderr = "error: can't read `nowhere`: No such file or directory (os error 2)\n".to_string();
    assert_eq!(said, Ran { status: Some(2), stdout: String::new(), stderr });
    assert_eq!(place.names(""), ["site"]);
}

/// Modification time and inode of every file in a folder, without the list of the files.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, (i64, i64, u64)> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != emit::MARKER);
    let stamp = |entry: walkdir::DirEntry| {
        let found = entry.metadata().expect("readable");
        (entry.into_path(), (found.mtime(), found.mtime_nsec(), found.ino()))
    };
    files.map(stamp).collect()
}

impl Place {
    /// What `build --explain` prints.
    fn explained(&self, arguments: &str) -> String {
        let ran = self.build(&format!("--explain --quiet {arguments}"));
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.at(path)).expect("readable");
        assert!(text.contains(old), "{path} holds {old}");
        put(&self.at(path), text.replace(old, new));
    }

    /// The manifest of the output folder `public`.
    fn manifest(&self) -> PathBuf {
        let names = self.names("site/.portolan").into_iter().filter(|name| name.ends_with(".manifest"));
        let names: Vec<String> = names.collect();
        assert_eq!(names.len(), 1, "{names:?}");
        self.at("site/.portolan").join(&names[0])
    }

    /// Asserts that the output is that of a clean build.
    #[track_caller]
    fn assert_clean(&self) {
        let published = self.tree("site/public");
        let other = tempfile::tempdir().expect("a temporary folder");
        let out = other.path().join("clean");
        let ran = self.build(&format!("--clean --quiet --out {}", out.display()));
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
        assert!(published == tree(&out), "the output is that of a clean build");
    }
}

const SEND: &str = "site/content/en/mail/send.md";

#[test]
fn what_stays_the_same_is_not_written_again() {
    let place = Place::new();
    place.build("");
    let before = stamps(&place.at("site/public"));
    assert_eq!(place.build(""), made(0, FILES, "site/public"));
    assert_eq!(stamps(&place.at("site/public")), before);
    place.replace(SEND, "Send on ", "Do send on ");
    assert_eq!(place.explained(""), "en/mail/send/index.html: body en/mail/send\n");
    let after = stamps(&place.at("site/public"));
    let written: Vec<&PathBuf> =
        after.iter().filter(|(path, at)| before.get(*path) != Some(*at)).map(|(path, _)| path).collect();
    assert_eq!(written, [&place.at("site/public/en/mail/send/index.html")]);
    place.assert_clean();
}

#[test]
fn an_output_that_is_made_again_to_the_same_bytes_is_not_written() {
    let place = Place::new();
    place.build("");
    let before = stamps(&place.at("site/public"));
    let text = fs::read_to_string("templates/tag.html").expect("the default");
    put(&place.at("site/templates/tag.html"), text + "{# a comment #}");
    let both =
        "en/tags/sending/index.html: template tag.html\nzh/tags/sending/index.html: template tag.html\n";
    assert_eq!(place.explained(""), both);
    assert_eq!(stamps(&place.at("site/public")), before);
    assert_eq!(place.explained(""), "");
}

#[test]
fn an_output_that_somebody_changed_is_made_again() {
    let place = Place::new();
    place.build("");
    let page = "site/public/en/mail/send/index.html";
    place.replace(page, "Sending", "Hacked!");
    fs::remove_file(place.at("site/public/ports.csv")).expect("removed");
    fs::remove_file(place.at("site/public/robots.txt")).expect("removed");
    std::os::unix::fs::symlink("/etc/passwd", place.at("site/public/robots.txt"))
        .expect("a link can be made");
    let changed =
        "en/mail/send/index.html: file changed\nports.csv: file changed\nrobots.txt: file changed\n";
    assert_eq!(place.explained(""), changed);
    assert_eq!(place.explained(""), "");
    place.assert_clean();
}

#[test]
fn contents_that_were_swapped_behind_the_same_times_are_found() {
    let place = Place::new();
    place.build("");
    let shell = |script: &str| {
        let status = std::process::Command::new("sh").current_dir(&place.root).args(["-ec", script]).status();
        assert!(status.expect("a shell").success(), "{script}");
    };
    let swap = |a: &str, b: &str| {
        shell(&format!(
            "touch -r {b} {a}; cp -p {a} third; cp -p {b} {a}; cp -p third {b}; touch -r {a} {b}; rm third"
        ));
    };
    // Two outputs, each then with the content of the other and the time that it had.
    swap("site/public/en/mail/send/index.html", "site/public/en/mail/read/index.html");
    let both = "en/mail/read/index.html: file changed\nen/mail/send/index.html: file changed\n";
    assert_eq!(place.explained(""), both);
    place.assert_clean();
    // Two sources of one size.
    let article = |title: &str| format!("---\ntitle: {title}\nsummary: S\n---\n\n{title}.\n");
    put(&place.at("site/content/en/mail/a.md"), article("One"));
    put(&place.at("site/content/en/mail/b.md"), article("Two"));
    place.build("");
    swap("site/content/en/mail/a.md", "site/content/en/mail/b.md");
    let made = place.explained("");
    assert!(made.contains("en/mail/a/index.html: ") && made.contains("en/mail/b/index.html: "), "{made}");
    place.assert_clean();
}

#[test]
fn a_manifest_that_is_none_means_a_clean_build() {
    let place = Place::new();
    place.build("");
    let path = place.manifest();
    let whole = fs::read(&path).expect("it is there");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let older = [b"portolan manifest 0\n", &whole[20..]].concat();
    let other = Manifest::default().encode(Fingerprint::of_bytes(b"another generator"));
    let endless = [&whole[..85], &[0xff; 64][..]].concat();
    let foreign = [b"\x7fELF".as_slice(), &[0; 4096]].concat();
    let cases: [(&str, &[u8]); 9] = [
        ("empty", b""),
        ("a head", &whole[..20]),
        ("half", &whole[..whole.len() / 2]),
        ("all but one byte", &whole[..whole.len() - 1]),
        ("one byte changed", &flipped),
        ("older", &older),
        ("of another generator", &other),
        ("with endless lists", &endless),
        ("of another program", &foreign),
    ];
    for (name, bytes) in cases {
        fs::write(&path, bytes).expect("written");
        assert_eq!(place.build(""), done("site/public"), "{name}");
        assert_eq!(place.build(""), made(0, FILES, "site/public"), "{name}");
    }
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("made");
    assert_eq!(place.build(""), done("site/public"));
    fs::remove_dir(&path).expect("removed");
    fs::remove_dir_all(place.at("site/.portolan")).expect("removed");
    assert_eq!(place.build(""), done("site/public"));
    place.assert_clean();
}

#[test]
fn a_manifest_that_lies_harms_no_foreign_file() {
    let place = Place::new();
    place.build("");
    put(&place.at("site/public/notes/mine.txt"), "mine");
    let generator = Fingerprint::of_bytes(&fs::read(env!("CARGO_BIN_EXE_portolan")).expect("the program"));
    let path = place.manifest();
    let mut manifest =
        Manifest::decode(&fs::read(&path).expect("it is there"), generator).expect("it is whole");
    let record = manifest.outputs.values().next().expect("there are some").clone();
    manifest.outputs.insert(SitePath::new("notes/mine.txt").expect("a tame path"), record.clone());
    manifest.outputs.insert(SitePath::new("nothing/here.txt").expect("a tame path"), record);
    fs::write(&path, manifest.encode(generator)).expect("written");
    assert_eq!(place.build(""), made(0, FILES, "site/public"));
    assert_eq!(fs::read(place.at("site/public/notes/mine.txt")).expect("it is there"), b"mine");
}

#[test]
fn a_clean_build_makes_every_file_again() {
    let place = Place::new();
    place.build("");
    assert_eq!(place.build("--clean"), done("site/public"));
    let reasons: std::collections::BTreeSet<String> = place
        .explained("--clean")
        .lines()
        .map(|line| line.split_once(": ").expect("a reason").1.to_string())
        .collect();
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), ["clean build"]);
    assert_eq!(place.build(""), made(0, FILES, "site/public"));
}

#[test]
fn a_site_that_can_remember_nothing_is_built_all_the_same() {
    let place = Place::new();
    put(&place.at("site/.portolan"), "a file in the place of the folder");
    assert_eq!(place.build(""), done("site/public"));
    assert_eq!(place.build(""), done("site/public"));
    place.assert_clean();
}

#[test]
fn a_build_waits_for_another_one_and_names_it() {
    let place = Place::new();
    place.build("");
    for (lang, line) in [
        ("en", "waiting for another build of this site (process 4242)\n"),
        ("zh", "正在等待本站的另一个构建（进程 4242）\n"),
    ] {
        let mut lock =
            fs::File::options().write(true).open(place.at("site/.portolan/lock")).expect("it is there");
        lock.lock().expect("nobody builds");
        lock.set_len(0).expect("written");
        lock.write_all(b"4242").expect("written");
        let mut build = program(&place.root)
            .args(["build", "--site", "site", "--lang", lang])
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut said = std::io::BufReader::new(build.stderr.take().expect("piped"));
        let mut first = String::new();
        said.read_line(&mut first).expect("it says something");
        assert_eq!(first, line);
        assert!(build.try_wait().expect("it runs").is_none(), "it waits");
        drop(lock);
        assert!(build.wait().expect("it ends").success());
    }
}

#[test]
fn a_disk_that_takes_no_more_leaves_the_old_site() {
    let place = Place::new();
    place.build("");
    let before = place.tree("site/public");
    place.replace(SEND, "Send on ", &format!("{} Send on ", "A long story. ".repeat(3000)));
    // The shell refuses files of more than 16 KiB to its child, which is then told so by a write.
    let program = env!("CARGO_BIN_EXE_portolan");
    for clean in ["", "--clean"] {
        let script = format!("trap '' XFSZ; ulimit -f 32; exec {program} build --site site {clean}");
        let said = ran(std::process::Command::new("sh").current_dir(&place.root).args(["-ec", &script]));
        assert_eq!(said.status, Some(2), "{said:?}");
        assert!(said.stderr.contains("File too large"), "{said:?}");
        assert!(place.tree("site/public") == before);
        assert_eq!(place.names("site"), [".portolan", "content", "public"]);
    }
    assert_eq!(place.build(""), made(1, FILES - 1, "site/public"));
    place.assert_clean();
}

// Two versions of one site, which share most of their pages and the bytes of few.
fn second_version(place: &Place) {
    place.replace("site/content/site.yaml", "小站", "大站");
    place.replace("site/content/site.yaml", "en: Small", "en: Large");
    fs::remove_file(place.at("site/content/en/mail/read.md")).expect("removed");
    fs::remove_file(place.at("site/content/zh/mail/read.md")).expect("removed");
    place.replace("site/content/en/mail/send.md", ", see [reading](read.md#check)", "");
    place.replace("site/content/zh/mail/send.md", "，见[收信](read.md#check)", "");
    for number in 0..30 {
        let text = format!("---\ntitle: New {number}\nsummary: New\n---\n\nNew.\n");
        put(&place.at(&format!("site/content/en/mail/new-{number}.md")), text);
    }
}

#[test]
fn a_build_that_is_killed_leaves_every_file_whole_and_the_next_one_completes_it() {
    const ROUNDS: usize = 60;
    let begin = Instant::now();
    let place = Place::new();
    let contents = [place.at("first"), place.at("second")];
    fs::rename(place.at("site/content"), &contents[0]).expect("moved");
    Project::small("").save(&place.at("site"));
    second_version(&place);
    fs::rename(place.at("site/content"), &contents[1]).expect("moved");
    let turn_to = |version: usize| {
        let _ = fs::remove_dir_all(place.at("site/content"));
        for (path, bytes) in tree(&contents[version]).iter().filter(|(path, _)| !path.ends_with('/')) {
            put(&place.at("site/content").join(path), bytes);
        }
    };
    let mut versions = Vec::new();
    let mut time = Duration::ZERO;
    for version in [1, 0] {
        turn_to(version);
        place.build("--clean");
        versions.insert(0, place.tree("site/public"));
        turn_to(1 - version);
        let start = Instant::now();
        place.build("");
        time = time.max(start.elapsed());
        turn_to(version);
        place.build("");
    }
    let mut random = Random::new(7);
    let (mut rounds, mut killed, mut cut) = (0, 0, 0);
    while rounds < ROUNDS && begin.elapsed() < Duration::from_secs(60) {
        rounds += 1;
        let version = rounds % 2;
        turn_to(version);
        let arguments: &[&str] = if rounds % 5 == 0 { &["--clean"] } else { &[] };
        let mut build = program(&place.root);
        let mut build =
            build.args(["build", "--quiet", "--site", "site"]).args(arguments).spawn().expect("it starts");
        // Most of the time is spent on reading and making, so two kills of three wait for the
        // folder beside the output, and come while it is filled or emptied.
        let stages = [place.at("site/.public.change"), place.at("site/.public.new")];
        let late = !rounds.is_multiple_of(3);
        let runs = |build: &mut std::process::Child| build.try_wait().expect("it runs").is_none();
        while late && runs(&mut build) && !stages.iter().any(|stage| stage.exists()) {
            std::thread::yield_now();
        }
        let window = if late { Duration::from_millis(8) } else { time };
        let moment = Instant::now() + window * u32::try_from(random.below(1000)).expect("small") / 1000;
        while Instant::now() < moment && runs(&mut build) {
            std::thread::yield_now();
        }
        killed += usize::from(build.try_wait().expect("it runs").is_none());
        build.kill().expect("it can be killed or has ended");
        build.wait().expect("it ends");
        let found = place.tree("site/public");
        cut += usize::from(found != versions[0] && found != versions[1]);
        for (path, bytes) in found.iter().filter(|(path, _)| !path.ends_with('/')) {
            let whole = versions.iter().any(|version| version.get(path) == Some(bytes));
            assert!(whole, "round {rounds}: {path} is torn");
        }
        for path in versions[0].keys().filter(|path| versions[1].contains_key(*path)) {
            assert!(found.contains_key(path), "round {rounds}: {path} is missing");
        }
        let ran = place.build("--quiet");
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "round {rounds}");
        assert!(
            place.tree("site/public") == versions[version],
            "round {rounds}: the next build equals a clean one"
        );
        assert_eq!(place.names("site"), [".portolan", "content", "public"], "round {rounds}");
    }
    assert!(killed > 0, "{rounds} rounds, {killed} killed, {cut} between two versions");
}

#[test]
fn an_output_that_somebody_changes_while_a_build_runs_is_made_again_by_the_next() {
    let place = Place::new();
    place.build("");
    place.replace(SEND, "Send on ", "Do send on ");
    let [kept, made] = ["en/mail/read/index.html", "en/mail/send/index.html"];
    // A build of the same program, with somebody else at work in the middle of it.
    let (site, page) = (place.at("site"), |path: &str| place.at("site/public").join(path));
    let target = emit::claim(&place.at("site/public"), &site, None).unwrap_or_else(|_| panic!("it is ours"));
    let program = Path::new(env!("CARGO_BIN_EXE_portolan"));
    let state = state::open(&site, &target, program, |_| ()).expect("nobody else builds");
    let snapshot = disk::read(&site).expect("readable");
    let options = Options { rules: Scope::Gates, ..Options::default() };
    let turn = emit::take_turn(&target).unwrap_or_else(|_| panic!("nobody else writes"));
    let look = state.look(&target).expect("there was a build");
    let last = state.recall(&target, look).expect("it can be built on");
    put(&page(kept), "changed while pages are made");
    let writing = turn.write(Some(&last)).unwrap_or_else(|_| panic!("it can be written"));
    let build = run::update(&snapshot, &options, Some(&last), &|path, bytes, fingerprint| {
        writing.put(path, &bytes, fingerprint)
    });
    assert_eq!(build.files.keys().map(SitePath::as_str).collect::<Vec<_>>(), [made]);
    writing.publish(&build).unwrap_or_else(|_| panic!("it can be published"));
    put(&page(made), "changed while the build is recorded");
    state.remember(&target, &snapshot, &options, &build, Some(&last)).expect("recorded");
    drop((turn, state));
    assert_eq!(place.explained(""), format!("{kept}: file changed\n{made}: file changed\n"));
    place.assert_clean();
}
