//! The output folder: what is refused, what is replaced, what stays.

use crate::harness::{self, Project, Ran, assert_text, portolan, program, put, ran, tree};
use portolan::base::lang::Lang;
use portolan::build::emit;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
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

fn done(out: &str) -> Ran {
    made(41, 0, out)
}

fn made(made: usize, kept: usize, out: &str) -> Ran {
    let stderr = format!("36 pages: {made} files made, {kept} kept, in # s → {out}\n");
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
    assert_eq!(place.build(""), made(8, 33, "site/public"));
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
    for (arguments, said) in
        [("", made(0, 41, "site/public")), ("--clean", done("site/public")), ("", made(0, 41, "site/public"))]
    {
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
    assert_eq!(place.build("--out link"), made(0, 41, "link"));
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
