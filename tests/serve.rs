//! `portolan serve` from outside: what it answers, and what becomes of an edit.
//!
//! The program itself runs, at a port that the system chooses. Nothing sleeps: a test waits for the
//! event of a change, or for a line that the program prints.

use crate::harness::{Project, portolan, program, put};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use tempfile::TempDir;

// Longer than anything takes that works.
const DEADLINE: Duration = Duration::from_secs(60);

const PORTS: &str = "content/registry/ports/mail.yaml";

/// A server that runs, and the folder of its site.
struct Server {
    child: Child,
    address: SocketAddr,
    said: Receiver<String>,
    folder: TempDir,
}

/// What was answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// The event stream of a server.
struct Events(BufReader<TcpStream>);

impl Server {
    fn start(files: &str, arguments: &[&str]) -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Project::small(files).save(&folder.path().join("site"));
        let mut command = program(folder.path());
        command.args(["serve", "--site", "site", "--port", "0"]).args(arguments);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the program starts");
        let errors = BufReader::new(child.stderr.take().expect("is piped"));
        let (sender, said) = mpsc::channel();
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut server = Server { child, address: ([127, 0, 0, 1], 0).into(), said, folder };
        let line = server.hears("http://");
        let (_, rest) = line.split_once("http://").expect("was looked for");
        let address: String = rest.chars().take_while(|c| !c.is_whitespace() && *c != '/').collect();
        server.address = address.parse().expect("an address");
        server
    }

    /// Waits for a line that holds a text.
    #[track_caller]
    fn hears(&self, text: &str) -> String {
        loop {
            let line = self.said.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("`{text}` was not said"));
            if line.contains(text) {
                return line;
            }
        }
    }

    fn ask(&self, target: &str) -> Answer {
        self.send(&format!("GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    fn send(&self, request: &str) -> Answer {
        ask(self.address, request)
    }

    #[track_caller]
    fn page(&self, target: &str) -> String {
        let answer = self.ask(target);
        assert_eq!(answer.status, 200, "{target}: {}", answer.body);
        answer.body
    }

    fn events(&self) -> Events {
        // HTTP/1.0 has no chunks: what comes is the stream and nothing else.
        let request = format!("GET /.portolan/events HTTP/1.0\r\nHost: {}\r\n\r\n", self.address);
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("is sent");
        Events(BufReader::new(stream))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("is there")
    }

    /// Writes a file in one step, as careful editors do.
    fn write(&self, path: &str, text: &str) {
        let new = self.folder.path().join("new");
        fs::write(&new, text).expect("written");
        fs::create_dir_all(self.path(path).parent().expect("a file has a folder")).expect("made");
        fs::rename(new, self.path(path)).expect("moved");
    }

    /// Replaces a text that has to be there.
    #[track_caller]
    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} holds {old}");
        self.write(path, &text.replace(old, new));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Events {
    fn next(&mut self) -> Value {
        let (mut line, start) = (String::new(), Instant::now());
        loop {
            assert!(start.elapsed() < DEADLINE, "nothing was heard but heartbeats");
            line.clear();
            let length = self.0.read_line(&mut line).expect("the stream goes on");
            assert_ne!(length, 0, "the stream goes on");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }

    fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let state = self.next();
            if holds(&state) {
                return state;
            }
        }
    }

    /// Waits for a site without problems that is not this one.
    fn good(&mut self, version: &str) -> String {
        let state = self.until(|state| state["problems"].is_null() && state["version"] != version);
        state["version"].as_str().expect("a text").to_string()
    }

    /// Waits for problems.
    fn bad(&mut self) -> Value {
        self.until(|state| !state["problems"].is_null())
    }

    /// Waits until the problems are gone.
    fn mended(&mut self) -> Value {
        self.until(|state| state["problems"].is_null())
    }
}

/// Sends a request and reads the answer to its end, which has to be where its head says.
#[track_caller]
fn ask(address: SocketAddr, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    stream.write_all(request.as_bytes()).expect("is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("is answered");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let answer = Answer { status, head: head.to_string(), body: body.to_string() };
    if !request.starts_with("HEAD") {
        let length = answer.header("content-length").map(|length| length.parse().expect("a number"));
        assert_eq!(length, Some(answer.body.len()), "{request}");
    }
    answer
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

#[test]
fn the_site_is_answered_as_a_static_host_would() {
    let server = Server::start("//- static/bild.png\nx\n//- static/assets/brand.woff2\nx\n", &[]);
    let answered = |target: &str| {
        let answer = server.ask(target);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{target}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{target}");
        let place = answer.header("location").unwrap_or_default().to_string();
        (answer.status, answer.header("content-type").unwrap_or_default().to_string(), place)
    };
    let found = |kind: &str| (200, kind.to_string(), String::new());
    let moved = |place: &str| (301, "text/plain; charset=utf-8".to_string(), place.to_string());
    let html = "text/html; charset=utf-8";
    let missing = (404, html.to_string(), String::new());
    assert_eq!(answered("/"), found(html));
    assert_eq!(answered("/zh/mail/send/"), found(html));
    assert_eq!(answered("/zh/mail/send/index.html"), found(html));
    assert_eq!(answered("/%7Ah/mail/send/?from=%2F"), found(html));
    assert_eq!(answered("/404.html"), found(html));
    assert_eq!(answered("/ports.json"), found("application/json; charset=utf-8"));
    assert_eq!(answered("/ports.csv"), found("text/csv; charset=utf-8"));
    assert_eq!(answered("/sitemap.xml"), found("application/xml; charset=utf-8"));
    assert_eq!(answered("/bild.png"), found("image/png"));
    assert_eq!(answered("/zh/ports/465"), moved("/zh/ports/465/"));
    assert_eq!(answered("/zh/ports/465?a=b"), moved("/zh/ports/465/?a=b"));
    assert_eq!(answered("/%7Ah"), moved("/%7Ah/"));
    for path in
        ["/zh/nothing", "/zh/nothing/", "/ports.json/", "/assets/", "/%252e%252e/", "/zh/mail/send/index"]
    {
        assert_eq!(answered(path), missing, "{path}");
    }
    let page = server.page("/zh/ports/465/");
    let style = page.split_once("href=\"../../../assets/site-").map(|(_, rest)| rest);
    let name = style.and_then(|rest| rest.split_once('"')).expect("a style").0;
    assert_eq!(answered(&format!("/assets/site-{name}")), found("text/css; charset=utf-8"));
    let script = answered("/.portolan/client.js");
    assert_eq!(script, found("text/javascript; charset=utf-8"));
    assert_eq!(answered("/.portolan/other").0, 404);
    assert_eq!(answered("/.portolan").0, 404);
}

#[test]
fn pages_carry_the_script_and_are_otherwise_what_a_build_publishes() {
    let server = Server::start("", &[]);
    let base = format!("http://{}/", server.address);
    let built = server.folder.path().join("built");
    let ran = portolan(
        server.folder.path(),
        &format!("build --site site --out {} --base-url {base}", built.display()),
    );
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let version = server.events().good("");
    let script = format!("<script src=\"/.portolan/client.js\" data-version=\"{version}\" defer></script>\n");
    let mut pages = 0;
    for (path, bytes) in crate::harness::tree(&built) {
        if path.ends_with('/') || path == ".portolan" {
            continue;
        }
        let expected = String::from_utf8(bytes).expect("the small site is text");
        let answer = server.ask(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        match path.ends_with(".html") {
            true => {
                pages += 1;
                assert_eq!(answer.body.replace(&format!("{script}</body>"), "</body>"), expected, "{path}");
                assert_eq!(answer.body.len(), expected.len() + script.len(), "{path}");
            }
            false => assert_eq!(answer.body, expected, "{path}"),
        }
    }
    assert!(pages > 30, "all of them were looked at: {pages}");
    assert_eq!(server.ask("/404.html").body, server.ask("/nothing/at/all").body);
    assert!(server.ask("/nothing/at/all").body.contains("href=\"/zh/\""));
}

#[test]
fn only_its_own_hosts_origins_methods_and_paths_are_answered() {
    let server = Server::start("", &[]);
    let port = server.address.port();
    let status = |request: &str| server.send(&format!("{request}\r\nConnection: close\r\n\r\n")).status;
    let host = |host: &str| status(&format!("GET / HTTP/1.1\r\nHost: {host}"));
    for own in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
        assert_eq!(host(&format!("{own}:{port}")), 200, "{own}");
    }
    let foreign = [
        "localhost".to_string(),
        "127.0.0.1".to_string(),
        "localhost:1".to_string(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{port}.evil.example"),
        format!("a@localhost:{port}"),
        format!("0.0.0.0:{port}"),
        String::new(),
    ];
    for foreign in foreign {
        assert_eq!(host(&foreign), 403, "{foreign}");
    }
    assert_eq!(status("GET / HTTP/1.0"), 403);
    let own = format!("Host: localhost:{port}");
    assert_eq!(status(&format!("GET / HTTP/1.1\r\n{own}\r\nHost: evil.example")), 403);
    assert_eq!(status(&format!("GET http://evil.example/ HTTP/1.1\r\n{own}")), 403);
    assert_eq!(status(&format!("GET http://localhost:{port}/ HTTP/1.1\r\n{own}")), 200);

    let events =
        |origin: &str| status(&format!("HEAD /.portolan/events HTTP/1.1\r\n{own}\r\nOrigin: {origin}"));
    assert_eq!(events(&format!("http://localhost:{port}")), 200);
    for origin in ["null", "http://evil.example", "http://localhost", &format!("https://localhost:{port}")] {
        assert_eq!(events(origin), 403, "{origin}");
    }
    let stream = format!("GET /.portolan/events HTTP/1.1\r\n{own}\r\nOrigin: http://evil.example");
    assert_eq!(status(&stream), 403);

    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        let answer = server.send(&format!("{method} / HTTP/1.1\r\n{own}\r\nConnection: close\r\n\r\n"));
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = server.send(&format!("HEAD / HTTP/1.1\r\n{own}\r\nConnection: close\r\n\r\n"));
    let whole = server.page("/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(whole.len().to_string().as_str()));

    fs::write(server.folder.path().join("secret"), "secret").expect("written");
    for path in [
        "/../secret",
        "/../../../../../../../../etc/passwd",
        "/%2e%2e/secret",
        "/%2E%2E%2Fsecret",
        "/..%2fsecret",
        "/zh/../../secret",
        "/zh/./mail/",
        "/..\\secret",
        "/%5c..%5csecret",
        "/..%5csecret",
        "//evil.example/",
        "//zh",
        "/zh%00",
        "/%ff",
        "/%",
        "/zh%0d%0aSet-Cookie:a=b",
    ] {
        assert_eq!(status(&format!("GET {path} HTTP/1.1\r\n{own}")), 400, "{path}");
    }
    for path in ["/content/site.yaml", "/.portolan/../secret", "/zh/mail/send.md", "/.git/config"] {
        let status = status(&format!("GET {path} HTTP/1.1\r\n{own}"));
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
}

#[test]
fn an_edit_is_shown_a_mistake_leaves_the_old_page_and_mending_it_goes_on() {
    let server = Server::start("", &[]);
    let mut events = server.events();
    let first = events.good("");
    server.edit(PORTS, "Mail programs hand in messages here.", "Letters are handed in here.");
    let second = events.good(&first);
    let page = server.page("/en/ports/465/");
    assert!(page.contains("Letters are handed in here.") && page.contains(&second), "{page}");
    let line = server.hears("made again");
    assert!(line.starts_with("content/registry/ports/mail.yaml → "), "{line}");

    server.edit("content/en/mail/send.md", "[](port:submissions), see", "[](port:submision), see");
    let state = events.bad();
    assert_eq!(state["version"], second, "the last good site stays");
    let problems = &state["problems"];
    assert_eq!(
        problems["text"],
        "error[P0301]: port `submision` is not in the registry
   ╭▸ content/en/mail/send.md:10:12
   │
10 │ Send on [](port:submision), see [reading](read.md#check).
   │            ━━━━━━━━━━━━━━ named here
   │
   ╰ help: the registry has `submissions` (465/tcp)

1 error
"
    );
    assert_eq!(problems["title"], "The files have errors; this is the last good page");
    server.hears("the last good site stays");
    let stays = server.page("/en/mail/send/");
    assert!(stays.contains("data-version") && stays.contains(&second) && stays.contains("see <a"), "{stays}");
    // Who comes later is told as well.
    assert_eq!(server.events().next(), state);

    server.edit("content/en/mail/send.md", "[](port:submision), see", "Port [](port:submissions), see");
    let third = events.good(&second);
    let mended = server.page("/en/mail/send/");
    assert!(mended.contains("Send on Port <a") && mended.contains(&third), "{mended}");

    fs::remove_file(server.path("content/en/mail/send.md")).expect("removed");
    fs::rename(server.path("content/zh/mail/send.md"), server.path("content/zh/mail/post.md"))
        .expect("renamed");
    let text = server.read("content/zh/mail/post.md").replace("read.md", "../mail/read.md");
    let fourth = events.good(&third);
    assert_eq!(server.ask("/zh/mail/send/").status, 404);
    assert_eq!(server.ask("/zh/mail/post/").status, 200);
    fs::create_dir_all(server.path("content/zh/web")).expect("made");
    server.write("content/zh/web/_section.md", "---\ntitle: 网页\nsummary: 网页端口\norder: 2\n---\n");
    server.write("content/zh/web/http.md", &text);
    server.write("templates/parts/foot.html", "<footer>我的页脚</footer>");
    let mut last = fourth;
    while !(server.ask("/zh/web/http/").status == 200 && server.page("/zh/").contains("我的页脚")) {
        last = events.good(&last);
    }
}

#[test]
fn messages_and_problems_speak_the_language_that_was_asked_for() {
    let broken = "//- content/zh/mail/fails.md\n---\ntitle: 失败\n---\n\n正文\n";
    let server = Server::start(broken, &["--lang", "zh"]);
    let mut events = server.events();
    let state = events.next();
    assert_eq!(state["problems"]["title"], "文件中有错误");
    assert_eq!(state["problems"]["lang"], "zh-Hans");
    // There is no good site yet, whatever the path.
    for path in ["/", "/zh/mail/send/", "/nothing"] {
        let answer = server.ask(path);
        assert_eq!(answer.status, 503, "{path}");
        assert!(answer.body.contains("还没有可以显示的站点") && answer.body.contains("client.js"), "{path}");
    }
    server.edit("content/zh/mail/fails.md", "title: 失败\n", "title: 成功\nsummary: 好了\n");
    events.good(state["version"].as_str().expect("a text"));
    assert!(server.page("/zh/mail/fails/").contains("成功"));
    server.hears("content/zh/mail/fails.md → ");
}

#[test]
fn a_folder_without_events_is_polled() {
    let server = Server::start("", &["--poll"]);
    let mut events = server.events();
    let first = events.good("");
    server.edit("content/en/mail/read.md", "Read on", "Fetch from");
    let second = events.good(&first);
    assert!(server.page("/en/mail/read/").contains("Fetch from"));
    server.edit("content/en/mail/read.md", "title: ", "titel: ");
    events.bad();
    server.edit("content/en/mail/read.md", "titel: ", "title: ");
    // The site is what it was, so the pages that are open stay.
    assert_eq!(events.mended()["version"], second.as_str());
}

#[test]
fn a_site_that_is_moved_away_and_comes_back_is_followed_again() {
    let server = Server::start("", &[]);
    let mut events = server.events();
    let first = events.good("");
    let (site, away) = (server.folder.path().join("site"), server.folder.path().join("away"));
    fs::rename(&site, &away).expect("moved");
    let state = events.bad();
    assert!(
        state["problems"]["text"].as_str().is_some_and(|text| text.contains("can't read `site`")),
        "{state}"
    );
    assert_eq!(server.ask("/zh/").status, 200);
    fs::rename(&away, &site).expect("moved");
    events.mended();
    server.edit("content/en/mail/read.md", "Read on", "Fetch from");
    events.good(&first);
    assert!(server.page("/en/mail/read/").contains("Fetch from"));
    // The folder of articles is another one after `git stash` or the like.
    fs::rename(server.path("content"), server.path("old")).expect("moved");
    events.bad();
    fs::rename(server.path("old"), server.path("content")).expect("moved");
    let back = events.mended();
    server.edit("content/en/mail/read.md", "Fetch from", "Get it from");
    events.good(back["version"].as_str().expect("a text"));
    assert!(server.page("/en/mail/read/").contains("Get it from"));
}

#[test]
fn a_port_that_is_taken_is_said_and_ends_with_status_2() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Project::small("").save(&folder.path().join("site"));
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address");
    let arguments = format!("serve --site site --port {}", address.port());
    let ran = portolan(folder.path(), &arguments);
    let why = "another program uses this port; choose another one with `--port`";
    assert_eq!((ran.status, ran.stderr), (Some(2), format!("error: can't listen at `{address}`: {why}\n")));
    let ran = portolan(folder.path(), &format!("{arguments} --lang zh"));
    let why = "这个端口已被别的程序占用；请用 `--port` 另选一个";
    assert_eq!((ran.status, ran.stderr), (Some(2), format!("错误：无法在 `{address}` 上监听：{why}\n")));
    let ran = portolan(folder.path(), "serve --site nowhere --port 0");
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
}

/// Files whose text is counted up, each with a page that shows it.
const COUNTED: [(&str, &str, &str); 3] = [
    (
        "content/registry/ports/edits.yaml",
        "/zh/ports/2000/",
        "- id: edits
  number: 2000
  transports: [tcp]
  iana: null
  service: urd
  name: { zh: 修改, en: Edits }
  summary: { zh: 第 0 次修改。, en: Edit 0. }
  family: other
  encryption: []
  direction: client-to-server
  status: unofficial
  references: [{ rfc: 9051 }]
  checked: 2026-11-20
",
    ),
    (
        "content/zh/mail/edits.md",
        "/zh/mail/edits/",
        "---\ntitle: 修改\nsummary: 数一数\n---\n\n第 0 次修改。\n",
    ),
    ("templates/parts/foot.html", "/en/ports/", "<footer>第 0 次修改。</footer>\n"),
];

#[test]
fn clients_that_ask_while_files_change_always_get_whole_pages() {
    let files: String = COUNTED.iter().map(|(path, _, text)| format!("//- {path}\n{text}")).collect();
    let server = Server::start(&files, &[]);
    let address = server.address;
    let paths: Vec<String> = {
        let build = Project::small("").sound();
        let pages = build.files.keys().filter(|path| path.as_str().ends_with(".html"));
        pages.map(|path| format!("/{}", path.address())).collect()
    };
    // Clients that read nothing and clients that never finish asking keep nobody waiting.
    let request = format!("GET /.portolan/events HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let idle: Vec<TcpStream> = (0..40)
        .map(|n| {
            let mut stream = TcpStream::connect(address).expect("the server listens");
            let sent = if n % 2 == 0 { &request[..] } else { &request[..request.len() - 2] };
            stream.write_all(sent.as_bytes()).expect("is sent");
            stream
        })
        .collect();
    let (over, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let poll = |start: usize| {
        for path in paths.iter().cycle().skip(start) {
            let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
            let answer = ask(address, &request);
            assert_eq!(answer.status, 200, "{path}");
            let end = "defer></script>\n</body>\n</html>";
            assert!(answer.body.trim_end().ends_with(end), "{path}: {:?}", answer.body);
            asked.fetch_add(1, Ordering::Relaxed);
            if over.load(Ordering::Relaxed) {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..3).map(|n| scope.spawn(move || poll(n * 11))).collect();
        let done = Done(&over);
        let mut events = server.events();
        let mut version = events.good("");
        for edit in 0..30 {
            let (path, page, text) = COUNTED[edit % COUNTED.len()];
            let now = format!("第 {} 次修改", edit + 1);
            let text = text.replace("第 0 次修改", &now);
            // Half of them in two steps: the file is emptied, then filled.
            match edit % 2 {
                0 => server.write(path, &text),
                _ => put(&server.path(path), text),
            }
            version = events.good(&version);
            let body = server.page(page);
            assert!(body.contains(&now), "{path}: {body}");
            if edit % 5 == 4 {
                let article = server.read("content/zh/mail/read.md");
                server.write("content/zh/mail/read.md", &article.replace("title: ", "titel: "));
                assert_eq!(events.bad()["version"], version.as_str());
                server.write("content/zh/mail/read.md", &article);
                assert_eq!(events.mended()["version"], version.as_str());
            }
        }
        drop(done);
        clients.into_iter().for_each(|client| client.join().expect("a client that is content"));
    });
    assert!(asked.load(Ordering::Relaxed) > 100, "clients were busy: {asked:?}");
    drop(idle);
}

// Ends the clients when the edits are over, however that happens.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
