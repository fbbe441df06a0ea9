//! The words by which sentences speak of ports, in one table for both languages.
//!
//! A phrase has one [role](Role) wherever it stands; which phrases make a claim together is decided in
//! [`pairs`](super::pairs), by roles alone. The longest phrase wins, so `不加密` is no negation and
//! `不仅` says nothing. Names of services are no words of this table: they come from the registry.

use super::lexicon::{Errand, Mode, Role, Side};
use crate::base::registry::Transport;

/// All phrases, separated by `|`.
pub(super) const PHRASES: &[(Role, &str)] = &[
    (
        Role::Mode(Mode::Implicit),
        "一连接就加密|连接就加密|一上来就加密|从头加密|从头就加密|隐式 TLS|隐含式 TLS|隐含式加密|隐含 TLS|隐性 TLS|隐式TLS|隐式 SSL|隐式加密|SSL/TLS|TLS/SSL|SSL|一连上就是 TLS|一连上就加密|一开始就是 TLS|\
         一开始就加密|从第一个字节起就是 TLS|直接 TLS|implicit TLS|implicit SSL|implicit-TLS|\
         TLS from the first byte|TLS from the start|TLS at once|with TLS at once|\
         encrypted from the first byte|encrypted from the start|TLS right away|TLS immediately|\
         wrapped in TLS|over SSL|TLS comes before|TLS comes first|一建立就是 TLS|一建立就加密|一连上就要 TLS|从一开始就有 TLS|先完成 TLS 握手|\
         先做 TLS 握手|implicitly encrypted|implicit encryption|SSL on connect|TLS on connect|\
         直接以 TLS 握手|直接 TLS 握手|直接进行 TLS 握手|连上即 TLS|连上就是 TLS|一连就是 TLS|legacy SSL|\
         直接以 TLS|直接用 TLS|直接使用 TLS|直接走 TLS",
    ),
    (
        Role::Mode(Mode::Starttls),
        "STARTTLS|StartTLS|STLS|显式 TLS|明确式 TLS|显性 TLS|明确的 TLS|显式加密|显式 SSL|explicit TLS|explicit SSL|opportunistic TLS|\
         机会性加密|机会性 TLS|AUTH TLS|显式 FTPS|explicit encryption|显式的 TLS|明文起步",
    ),
    (
        Role::Mode(Mode::Cleartext),
        "明文|不加密|未加密|没有加密|没加密|无加密|不经加密|未经加密|cleartext|clear text|plaintext|\
         plain text|unencrypted|not encrypted|without encryption|no encryption|in the clear|无需加密|\
         不需要加密|不必加密|needs no encryption|need no encryption|requires no encryption|without SSL|\
         without TLS|non-SSL|non-TLS|非 SSL|非加密|不用 SSL|不加 SSL|不走 SSL|不带 SSL|不启用 SSL|\
         no encryption at all|没有任何加密|毫无加密|明码|encryption none|encryption: none|encryption off|\
         SSL: no|SSL: off|no SSL|no TLS|SSL none|for plain|security: none|security none|加密：无|加密方式：无|SSL：否|\
         is plain|w/o SSL|w/o TLS|without any encryption|without any TLS|plain-text|clear-text",
    ),
    (
        Role::Mode(Mode::Encrypted),
        "TLS|加密的|加密后|加密时|全程加密|encrypted|over TLS|with TLS|encrypted with TLS|\
         encrypted by TLS|encrypted using TLS|用 TLS 加密|以 TLS 加密|经 TLS 加密",
    ),
    (Role::Transport(Transport::Tcp), "TCP"),
    (Role::Transport(Transport::Udp), "UDP"),
    (Role::Transport(Transport::Sctp), "SCTP"),
    (Role::Transport(Transport::Dccp), "DCCP"),
    (
        Role::Port,
        "端口|端口号|埠|连接埠|通訊埠|連接埠|埠號|端口号码|号码|连接端口|port|port number|port numbers|\
         port no|通讯埠",
    ),
    (
        Role::TlsPort(Mode::Encrypted),
        "加密端口|加密端口号|TLS 端口|安全端口|TLS port|encrypted port|secure port|TLS ports|\
         encrypted ports|加密版本|加密版|安全版本|secure version|encrypted version|secure sibling|\
         secure variant|encrypted variant|TLS variant|secure counterpart|encrypted counterpart|\
         HTTPS variant|HTTPS version|encrypted one|secure one|TLS one|加密的那个|加密那个",
    ),
    (
        Role::TlsPort(Mode::Implicit),
        "SSL 端口|SSL/TLS 端口|SSL 端口号|SSL 加密端口|SSL port|SSL ports|SSL/TLS port|SSL 版本|SSL variant",
    ),
    (
        Role::TlsPort(Mode::Cleartext),
        "非 SSL 端口|非 TLS 端口|非加密端口|未加密端口|不加密端口|不加密的端口|明文端口|普通端口|plain port|\
         plain ports|non-SSL port|non-SSL ports|non-TLS port|unencrypted port|unencrypted ports|\
         cleartext port|cleartext ports|plaintext port|plain-text port|insecure port|unencrypted one|\
         plain one|cleartext one|明文的那个|不加密的那个",
    ),
    (Role::Ports, "ports|其他端口|其它端口|其余端口|别的端口|any other port|another port"),
    (
        Role::Default,
        "按惯例|按约定|惯例|惯例上|by convention|conventionally|正确值|正确的端口|correct value|correct port|默认|缺省|预设|标准|众所周知|知名|习惯|开箱即用|default|defaults|by default|standard|well-known|\
         well known|official|customary|customarily|traditional|traditionally|unless told otherwise|\
         unless configured otherwise|除非另行|除非另有|out of the box|不写端口时|不指定端口时|不填端口时|\
         省略端口时|没写端口时|if no port is given|when no port is given|without a port|with no port|\
         name no port|names no port|without a port number|不带端口|不加端口|不带端口号|\
         without naming a port|as assigned|assigned by IANA|registered port|by registration|registered for|\
         登记的端口|分配的端口|IANA 分配|IANA 登记|IANA 指定|assigned port",
    ),
    (
        Role::Is,
        "是|为|becomes|become|就是|属于|在于|指的是|指|等于|写|写作|可以写成|可写成|要写成|请写成|应写成|须写成|设|设为|设成|设置为|设置成|选|选择|应为|应设置为|should read|should now read|must read|now reads|has to say|should say|must say|is|are|means|be|\
         being|set|choose|select|pick|put|as|to",
    ),
    (Role::Colon, ":|="),
    (Role::Listens, "监听|侦听|listen|listens|listening"),
    (Role::Slash, "/"),
    (Role::Fill, "填|敲|填写|填成|填入|应填|输入|键入|enter|entered"),
    (Role::Or, "要么|或|或者|或是|or"),
    (Role::List, "、|和|与|及|以及|跟|同|and|&|plus|as well as|还有|另有|并"),
    (
        Role::Respectively,
        "分别|依次|照顺序|按顺序|按次序|各自|respectively|in that order|in this order|in the same order|in turn",
    ),
    (Role::Each, "都|均|一律|统一|全都|全部|同样|both|all|each|every|alike|always"),
    (
        Role::Former,
        "前者|前一个|former|the first with|the first uses|the first takes|the first is|the first one",
    ),
    (
        Role::Latter,
        "后者|后一个|latter|the second with|the second uses|the second takes|the second is|the second one",
    ),
    (Role::Shared, "同一个|同一|共用|合用|共享|same|the same|shares|share|一样|相似|类似"),
    (
        Role::Not,
        "不|并不|不用|不要|不能|不得|不该|不应|不会|不可|不属于|不支持|不在|不填|不选|不再|非|勿|切勿|请勿|\
         别|没|没有|未|无|无法|决不|绝不|千万别|千万不要|禁止|避免|与其|除了|不至于|无需|无须|not|wasn't|trying|\
         doesn't|don't|didn't|never|no|none|neither|nor|cannot|can't|not just|not necessarily|\
         not always|not every|not all|不一定|不必|不总是|不都是|并非所有|不是所有|并不都|以为|本以为|\
         thought|I thought|believed that|assumed that|must not|should not|avoid|unless|除非|unlike|n't|\
         other than|doesn’t|don’t|can’t|tried|stop using|stops using|停止使用|不再使用|stop telling|stop saying|forbids|forbid|forbidden|prohibits|nobody needs|no one needs|\
         nobody has to|没有人需要|无人需要",
    ),
    (Role::Without, "without|不经|不经过|不借助|不通过"),
    (
        Role::Off,
        "去掉|取消勾选|禁用|停用|关闭|关掉|关了|下线|disable|disables|disabled|turn off|turned off|turns off|switch off|\
         switched off|switches off|close|closed|closes",
    ),
    (
        Role::IsNot,
        "不是|并不是|并非|不使用|并不使用|不走|从不使用|从来不用|从不用|从来不走|从不走|从未使用|isn't|\
         is not|isn’t|aren't|are not|aren’t|doesn't use|doesn’t use|does not use|never uses|does not run on|\
         doesn't run on|doesn’t run on|does not run over|doesn't run over",
    ),
    (
        Role::Instead,
        "而不是|而非|取代|取代了|代替|instead of|rather than|replaces|replace|replaced|replacing|\
         alternate for|as an alternate for|alternative to",
    ),
    (Role::Listed, "登记表|登记簿|注册表|registry|IANA registry|IANA"),
    (Role::Because, "because|since|as long as|因为|只要"),
    (Role::So, "所以|因此|因而|therefore"),
    (Role::If, "if|when|whenever|如果"),
    (Role::Except, "之外|以外|而外|unticked|unchecked|不勾选|不打勾"),
    (
        Role::But,
        "而是|而在|而用|而走|而应|不如|只用|改用|请用|应该|应当|应用|要用|就用|but|but rather|not only|\
         not the only|is not the only|isn't the only|不是唯一|并不是唯一|不仅|不仅仅|不只|不光|不但|不单|\
         不论|不管|无论|不过|不限于|不同于|no longer than",
    ),
    (
        Role::Unreal,
        "印成|印成了|颠倒|写颠倒|写反|说反|弄混了|搞混了|记混了|原来说|原来写|坚持说|错|错误|错把|误|误把|误写|误填|误以为|错写|笔误|反例|有误|不对|不准确|混淆|混为一谈|写成了|填成了|\
         谣言|传言|传闻|声称|据说|有人说|有人写|据称|所谓|说法|原文|旧表|当成|写着|误解|没有一样|\
         不存在|不提供|毫无|模拟|wrong|wrongly|mistake|mistakes|mistaken|mistakenly|incorrect|incorrectly|\
         slip|typo|confuse|confuses|confused|confusion|counter-example|counterexample|myth|claim|claims|\
         claimed|notion|rumour|rumor|allegedly|reportedly|in vain|does not exist|do not exist|doesn't exist|\
         doesn’t exist|is not offered|not available|not possible|some say|people say|believe it|mixes up|\
         mix up|misconfigured|by accident|fool|fooled|chosen on|nothing|要是|beware|beware of|\
         guides that|tells you to|tell you to|would|would have|说不通|却填|却填了|却设|却写|却写了|却选了|写成|选成|选了|\
         slips|typos|you wrote|you said|没关系|没有关系|毫无关系|无关|nothing to do with|unrelated to|pitfalls|误区|常见错误|选成了|设成了|当作|×|✗|✘|❌|suppose|imagine|supposing|设想|\
         假想|误植|forum member|someone wrote|somebody wrote|a user wrote|假如|倘若|假设",
    ),
    (Role::Differs, "vs.|vs|versus|区别|不同|不一样|differ|differs|difference|differences"),
    (
        Role::Fails,
        "超时|失败|报错|卡住|连不上|连不成|登录不了|被拒|拒绝|互相等待|会报|等到|会收到|发不出|收不到|\
         行不通|用不上|原因|现象|症状|error|fail|fails|failed|failing|times out|timed out|time-out|timeout|\
         time out|hang|hangs|refused|refuses|waits for the other|won't work|will not work|does not work|\
         do not work|can't work|cannot work|won't send|will not send|gives up|is greeted|cause|causes|\
         symptom|symptoms|never comes|never arrives|永远等不到|等不到|会失败|goes wrong|won't connect|cannot connect|can't connect|没用|没有用|也没用|\
         无用|没必要|多余|is useless|useless|pointless|no use|makes no sense|collide with|collides with|\
         十有八九|八成是|多半是|早就该|早该|plays no part|play no part|has no place|no role|派不上用场|\
         不起作用",
    ),
    (
        Role::Past,
        "fixed:|修复：|已修复|修复了|曾|曾经|以前|过去|早年|早期|早先|当年|当初|此前|原先|原本|最初|历史上|旧时|从前|那时|年以前|年前后|\
         已撤销|被撤销|后来|曾保留|已保留|once|formerly|historically|originally|previously|\
         in the past|at first|in the early days|had been|at that time|first given|withdrawn|revoked|\
         discouraged|legacy|has been moved|has been reserved|had reserved|保留状态|被保留|是保留的|old note|\
         old notes|old manual|old guide|old documentation|旧手册|旧文档|旧笔记|旧教程|old handout",
    ),
    (Role::UsedTo, "used to"),
    (Role::Was, "was|were|proposed|had|I had|we had|had set"),
    (
        Role::Cites,
        "写道|规定|载明|the RFC says|RFC says|the manual puts it|manual says|the manual says|\
         documentation says|the documentation says|手册写|文档写|标准写|the standard says|as the manual|\
         the docs say|docs say",
    ),
    (Role::Before, "之前|before|until"),
    (
        Role::Now,
        "现在|如今|目前|今天|而今|眼下|now|today|nowadays|currently|since then|these days|新文档|新手册|\
         新版文档|新教程",
    ),
    (
        Role::Ask,
        "?|吗|加不加密|还是|能不能|要不要|该不该|取决于|depends on|depend on|为什么|什么|true or false|\
         判断题|判断正误|是非题|multiple choice|选择题|单选题|多选题",
    ),
    (Role::Whether, "是否|是不是|有没有|whether"),
    (
        Role::Check,
        "检查|确认|核对|核实|查看一下|看看|确保|check|double-check|verify|confirm|make sure|ensure",
    ),
    (
        Role::Moved,
        "改到|挪到|移到|搬到|映射|转发|转到|自定义|自行|自己把|测试环境|测试站|开发机|容器|本地|高位端口|\
         非标准|备用|有人|也有人|复用|隧道|moved|move|moves|map|maps|mapped|forward|forwards|forwarded|\
         tunnel|tunnels|custom|non-standard|nonstandard|redirect|redirects|developer's|test setup|test site|\
         localhost|container|local machine|local server|local instance|local port|locally|some people|others run|others use|others put|others prefer|alternative|may put|can let|I run|we run|I put|we put|\
         published|publishes|host port|主机端口|我让|我就让|我们让|发布到|外部端口|内部端口|outside port|\
         inside port|external port|internal port|外网端口|内网端口|public port|WAN port|LAN port|we serve|\
         I serve|by delegation|delegates|delegate|delegated|委托",
    ),
    (Role::First, "先|开始|起初|一开始|开始时|首先|first|initially|opens in|starts|start|begins|begin"),
    (
        Role::Upgrade,
        "升级|升级为|升级到|升级成|切换到|切换为|转为|改为 TLS|再协商|upgrade|upgrades|upgraded|upgrading|\
         switch to|switches to|switched to|turns into|then negotiates|negotiated later",
    ),
    (Role::Otherwise, "能加密就加密|否则|falls back|otherwise"),
    (
        Role::Handshake,
        "交握|TLS 交握|SSL 交握|握手|TLS 握手|SSL 握手|协商 TLS|TLS 协商|handshake|TLS handshake|SSL handshake|ClientHello|\
         TLS ClientHello|TLS negotiation|TLS session|negotiate TLS|negotiates TLS",
    ),
    (
        Role::AtOnce,
        "先于|第一刻起|从第一刻起|第一刻|自连接建立起|从连接建立起|连接建立起|连接建立之初|before the server says anything|before anything is said|before the server speaks|立即|立刻|马上|随即|一连上|一连接|连上就|一建立|连接建立时|建立连接时|建立连接后|连接一建立|\
         从一开始|从头|上来就|在任何命令之前|任何命令之前|发出任何命令之前|先于任何命令|第一个字节|首个字节|\
         immediately|at once|right away|straight away|from the first byte|from byte one|from the start|\
         from the outset|from the very start|from the beginning|from the very first byte|before any command|\
         before any command is sent|before anything else|before a single command|always implicit|as soon as|\
         as its first packet|as the first packet|before any SMTP command|before the first SMTP command|on connect|upon connection|upon connecting|the moment|from the first packet|before the greeting|\
         before the first command|before the banner|before the banner is sent|先于第一条命令|\
         在第一条命令之前",
    ),
    (Role::From, "由|从|from|corrected|correct"),
    (Role::Change, "change|changed|changing|changes"),
    (
        Role::Becomes,
        "改为|改成|变为|换成|换到|更正为|修正为|更改为|change it to|change it|change this to|改回|改过来",
    ),
    (Role::While, "而|while|whereas|然而"),
    (Role::Then, "之后|然后|then|after"),
    (
        Role::NoPortAfter,
        "status code of|response code of|error code of|RFC|BCP|STD|ISO|第|版本|版|version|versions|v|page|pages|line|lines|section|sections|chapter|row|\
         rows|code|codes|status|reply|replies|response|returns|returned|issue|bug|step|steps|figure|table|\
         item|items|nr|应答|答复|返回|应答码|返回码|错误码|错误代码|状态码|代码|报|问题|编号|章|图|表|文档|errors|\
         year|years|about|around|约|大约|超过|近|至少|最多|共|每|once every|within|less than|more than|\
         at least|at most|up to|公元|TLSv|房间|room|楼|§|#|$|€|£|¥|￥|~|≈|<|>|+|−|±|no.|优先值|优先级|权重|\
         Windows|Windows Server|iOS|iPadOS|macOS|Android|Debian|Ubuntu|Exchange",
    ),
    (
        Role::Unit,
        "个|年|月|日|秒|秒钟|毫秒|分钟|分之|小时|天|周|次|台|家|位|条|页|种|字|字节|行|块|元|倍|人|名|封|项|\
         节|岁|届|类|兆|千|万|亿|度|米|克|升|层|道|组|批|款|篇|份|句|段|位数|比特|代|步|轮|席|张|件|支|口|\
         座|辆|间|所|户|%|‰|°|℃|％|世纪|点|时许|块钱|美元|欧元|号文|号楼|号线|号房|公里|厘米|毫米|斤|吨",
    ),
    (
        Role::Which,
        "也就是所谓的|就是所谓的|即所谓的|which|which is|也就是|即|namely|that is|i.e.|that is to say",
    ),
    (Role::Where, "where"),
    (Role::Article, "the|a|an|these|those"),
    (
        Role::It,
        "the service|that service|this service|该服务|此服务|这个服务|it|they|它|它们|this|that|this one|that one|这|那|这里|那里|此处|there|here|在这里",
    ),
    (Role::Its, "its|their|其|该|此|这个|那个|它的|它们的|this port|that port|这个端口|该端口|此端口"),
    (
        Role::HowMany,
        "how many|how much|how long|how often|how big|多少个|多少次|多少人|多少封|多少条|几次|几封|几条|\
         多久|多大",
    ),
    (
        Role::Side(Side::Servers),
        "peer|服务器之间|节点之间|节点间|节点互连|服务器互连|互连|集群内部|各节点|server-to-server|\
         server to server|servers among themselves|among themselves|among its nodes|between nodes|\
         between servers|to one another|each other|one another|to each other|with each other|with one another|node-to-node|peers|\
         inter-node|federation|联邦|federate|federates|servers federate|互联|服务器互联|nodes gossip|gossip|\
         集群成员之间|成员之间|成员互相|节点互相|members replicate|among members|between members",
    ),
    (
        Role::Side(Side::Clients),
        "客户端|客户端与服务器之间|客户端和服务器之间|客户端到服务器|客户端与服务端之间|client-to-server|client to server|\
         between client and server|between clients and servers|between clients and the server|client|clients|REST|REST API|REST calls|HTTP API|REST clients|chat programs|chat clients|聊天软件|聊天客户端",
    ),
    (
        Role::Errand(Errand::Fetch),
        "取信|收件|收取邮件|收件服务器|收信服务器|接收邮件服务器|fetch mail|fetch your mail|fetching mail|\
         read mail|read your mail|reading mail|collect mail|collect your mail|incoming mail server|\
         incoming server|retrieve mail|retrieving mail|pick up mail|picks up mail|picking up mail|\
         pick up your mail|download mail|downloads mail|downloading mail|download messages|\
         downloads messages|download your mail|check mail|checks mail|check your mail|access the mailbox|\
         access a mailbox|access your mailbox|accessing the mailbox|reads mail|retrieves mail|\
         retrieve messages|retrieve e-mail|retrieve email|fetches mail|fetch messages|fetch e-mail|\
         fetch email|collects mail|collecting mail|collect messages|拉取邮件|下载邮件|收取信件|取邮件|\
         读取邮件|查收邮件|读信|收取电子邮件|接收电子邮件|取回邮件",
    ),
    (
        Role::Errand(Errand::Receive),
        "收信|收邮件|接收邮件|receive mail|receiving mail|incoming mail|incoming",
    ),
    (
        Role::Errand(Errand::Send),
        "发信|发件|发邮件|发送邮件|寄信|发件服务器|发信服务器|发送邮件服务器|send mail|send email|\
         sending mail|sending email|sends mail|send your mail|send messages|outgoing mail|\
         outgoing mail server|outgoing server|outgoing|sends its mail|send out mail|sends out mail|\
         sending out mail|寄出邮件|送出邮件|寄件|外发邮件|寄邮件|sending messages|send email messages|\
         sends email|send e-mail|sending e-mail|outgoing e-mail|outgoing email|outbound mail|outbound email|\
         发出邮件|发送电子邮件|SMTP 发信",
    ),
    (
        Role::Errand(Errand::Submit),
        "提交邮件|邮件提交|提交新邮件|submit mail|submits mail|submit new mail|submit messages|\
         mail submission|message submission|submission of mail|submitting mail|submission|submissions|提交|\
         客户端提交|提交新信|hand over new mail|submit new messages|is submitted|be submitted|submitted|\
         handing in mail|hand in new mail|submits a message|submit a message|submits messages|\
         submitting messages|submitting a message|递交邮件|提交信件|客户端发信|向服务器提交|发件提交|\
         客户端投递|SMTP AUTH|authenticated submission|client submission|submit outgoing mail|\
         submits outgoing mail",
    ),
    (
        Role::Errand(Errand::Relay),
        "邮件服务器之间|邮件服务器互相|between mail servers|mail servers relay|relay between servers|\
         relay mail|服务器之间的中继|服务器间中继|服务器之间投递|服务器间投递|服务器之间转送邮件|\
         服务器之间传信|对方 MX|MX 收信|MX 投递|servers pass it on|pass it on to one another|\
         deliver to other servers|other mail servers deliver|mail between servers|server-to-server delivery|\
         server-to-server mail|MX delivery|relaying between servers|inbound MX|from other mail servers|\
         from other servers|between MTAs|MTA to MTA|MTA-to-MTA|MTA 之间|服务器互投|转送邮件|互相投递|\
         other mail servers|foreign mail servers|from foreign servers|mail from the internet|MX host|\
         MX 主机|MX 服务器|mail exchanger|mail exchangers|between servers mail|转发邮件给其他服务器|\
         投递到对方服务器|把信交给对方|delivery between servers|transfer between servers|\
         server-to-server relay|服务器之间转发|服务器之间传送|exchange messages with each other|exchange mail with each other|receives messages from the internet|receives mail from the internet|别的邮件服务器|其他邮件服务器|外面的服务器|\
         外部服务器投递|from other hosts|transfer agents exchange|邮件服务器互相投递",
    ),
    (
        Role::Task,
        "leave|leaves|转发邮件|转发信件|forward mail|forwards mail|forwarding mail|telnet to|telnet into|telnet 到|telnet 上|telnet 连|telnet 连到|relayed|relay|relays|测试|test|tests|\
         testing|投递|send|sends|sending|submit|submits|deliver|delivers|delivery|read|reads|reading|\
         receive|receives|receiving|fetch|fetches|中继|收发邮件|收发信|收发",
    ),
    (
        Role::Glue,
        "unencrypted counterpart|unencrypted counterparts|cleartext counterparts|STARTTLS=false|STARTTLS: false|\
         SSL=false|SSL: false|TLS=false|TLS: false|once and for all|once a|once an|once per|进行|得|upwards|onwards|and up|and above|往上|yes|是的|没错|once you|as soon as you|once the|\
         once your|once TLS|once SSL|once encryption|也就是说|换句话说|换言之|问|答|q|contrary to rumour|\
         contrary to popular belief|contrary to what many believe|contrary to what you may have read|\
         与传言相反|与传闻相反|收件人|收件方|收信人|发件人|发信人|寄件人|特别|级别|类别|识别|别的|无线|未来|\
         位于|位置|的|了|着|用|走|在|上|上面|使用|采用|用到|跑|跑着|跑在|运行|运行在|工作|连接|连|接|连到|\
         接入|通过|基于|经由|经|服务器|服务|协议|号|这些|配|配上|加|加上|搭配|对应|归|归属|专供|供|\
         用于|用来|提供|负责|分配|分配给|给|留给|邮件|邮箱|账号|账户|类型|请|把|将|应|则|就|也|只|可|可以|\
         需要|需|要|能|必须|一般|通常|方式|选项|安全|加密|加密方式|加密类型|安全类型|连接安全|传输|协议上|\
         等候|等待|开放|打开|放行|占用|占|有|两个|三个|四个|几个|端|口上|名下|于|被|到|里|中|时|一个|统称|\
         专用|数据库|守护进程|查询|登录|远程|保护|管理|认证|地址|主机|手机|添加|设置|若|的话|当|会|才|只能|selected|do so|does so|选中|\
         常|常用|常见|一直|接口|实例|默认实例|套接字|系统|安全组|防火墙|里的|采取|沿用|内容|之间|over|use|\
         uses|used|using|run|runs|running|on|via|at|through|of|for|with|by|in|server|servers|service|\
         services|protocol|protocols|belong|belongs|assigned|goes|go|going|take|takes|works|work|lives|live|\
         found|based|connect|connects|connection|connections|waits|wait|waiting|carries|carry|carried|mail|\
         speak|speaks|has|have|encryption|security|encrypted by|answer|answers|serve|serves|reserved for|\
         only|also|too|encrypt|protects|protected|account|type|type of|open|opens|allow|allows|must|should|\
         can|may|needs|need|wants|want|requires|require|offers|offer|supports|support|you|your|\
         tls-encrypted|two|three|four|called|known|number|numbers|query|queries|please|so|what|database|\
         daemon|instance|default instance|listener|traffic|travel|travels|everything|firewall|everyone|\
         everyone knows|group|accept|accepts|s|w/|on top of|伺服器|以后|had to|has to|have to|reserves|next|\
         MTA-STS|失败时|失败后|报错时|出错时|连不上时|超时后|when it fails|if it fails|on failure|\
         if that fails|选错会|选错了会|填错会|填错了会|选错就|填错就|弄错会|搞错会|试|尝试|先试|再试|try|\
         tries|Microsoft 365|Office 365|Windows 365|DNS over HTTPS|DoH|was registered for|\
         was assigned|were assigned|was given number|was given port|was registered under|arrive|arrives|\
         binds|bind|incoming rule|incoming rules|inbound rule|inbound rules|into|收件匣|收件箱|发件箱|发件匣|寄件匣|with telnet|using telnet|via telnet|用 telnet|通过 telnet|开始监听|开始运行|开始工作|开始使用|开始接收|共同点|共同之处|的原因|nothing changes|outgoing traffic|incoming traffic|outgoing connections|incoming connections|以|即可|执行|执行命令|between|beside|besides|behind|inside|outside|across|among|\
         during|till|onto|upon|alongside|relies|relies on|expects|expect|demands|handles|\
         其余一律拒绝|一律拒绝|其余拒绝|一栏|一项|will|does|did|remains|remain|stays|stay|keeps|keep",
    ),
];
