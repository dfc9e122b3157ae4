//! The regular run, for the programs that call others at set times: systemd, Windows, cron.

/// What is called, where, and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auftrag {
    /// The program, as an absolute path.
    pub programm: String,
    /// The workspace, as an absolute path.
    pub arbeitsbereich: String,
    /// Number of the user that the workspace belongs to; none where the system has no numbers.
    pub benutzer: Option<u32>,
    /// Name of the office.
    pub amt: String,
    /// Whether mails leave by themselves: only then is there a network.
    pub mails: bool,
    /// First day, for Windows: `2026-07-20`.
    pub ab: String,
}

/// A file and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planfile {
    /// Its name.
    pub name: &'static str,
    /// Where it belongs, and how it is put to use.
    pub hinweis: String,
    /// Its text.
    pub text: String,
}

/// Minute of each hour at which the run begins: not the full one, at which everything begins.
const MINUTE: u32 = 7;
/// Seconds that a run waits for one that a person has begun.
const WARTEN: u32 = 600;

/// Service and timer for systemd. The service may write in the workspace and nowhere else, and has no network unless it
/// sends mails.
pub fn systemd(auftrag: &Auftrag) -> [Planfile; 2] {
    let ordner = quoted(&auftrag.arbeitsbereich);
    let mut unit = vec![
        "[Unit]".to_owned(),
        format!("Description=Sozialraumbericht: fällige Läufe, {}", one_line(&auftrag.amt)),
        format!("ConditionPathExists={}/sozialraumbericht.toml", escaped(&auftrag.arbeitsbereich)),
    ];
    if auftrag.mails {
        unit.extend(["Wants=network-online.target".to_owned(), "After=network-online.target".to_owned()]);
    }
    let mut service = vec![
        String::new(),
        "[Service]".to_owned(),
        "Type=oneshot".to_owned(),
        format!(
            "ExecStart={} --arbeitsbereich {} lauf --faellig --warten {WARTEN} --keine-farbe",
            command(&auftrag.programm),
            command(&auftrag.arbeitsbereich)
        ),
        "# 3: getan, aber jemand soll hinsehen. Kein Fehler.".to_owned(),
        "SuccessExitStatus=3".to_owned(),
        format!("WorkingDirectory={}", escaped(&auftrag.arbeitsbereich)),
    ];
    service.extend(auftrag.benutzer.map(|benutzer| format!("User={benutzer}")));
    service.extend(["TimeoutStartSec=2h", "Nice=10", "UMask=0022"].map(str::to_owned));
    service.extend([String::new(), "# Schreiben darf der Lauf nur im Arbeitsbereich.".to_owned()]);
    service.extend(
        ["ProtectSystem=strict", "ProtectHome=read-only", "PrivateTmp=yes", "PrivateDevices=yes"].map(str::to_owned),
    );
    service.push(format!("ReadWritePaths={ordner}"));
    service.push(String::new());
    service.extend(network(auftrag.mails).iter().map(|line| (*line).to_owned()));
    service.push(String::new());
    service.extend(HARDENED.iter().map(|line| (*line).to_owned()));
    let timer = [
        "[Unit]",
        "Description=Sozialraumbericht: jede Stunde tun, was fällig ist",
        "",
        "[Timer]",
        &format!("OnCalendar=*-*-* *:{MINUTE:02}:00"),
        "# Was ausfiel, weil der Rechner aus war, wird beim Einschalten nachgeholt.",
        "Persistent=true",
        "AccuracySec=1min",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    .join("\n");
    [
        Planfile {
            name: "sozialraumbericht.service",
            hinweis: "nach /etc/systemd/system/ legen".to_owned(),
            text: format!("{}\n{}\n", unit.join("\n"), service.join("\n")),
        },
        Planfile {
            name: "sozialraumbericht.timer",
            hinweis: "daneben legen, dann: systemctl daemon-reload && systemctl enable --now sozialraumbericht.timer"
                .to_owned(),
            text: format!("{timer}\n"),
        },
    ]
}

fn network(mails: bool) -> &'static [&'static str] {
    if mails {
        &["# Netz nur für den Mailserver.", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX"]
    } else {
        &[
            "# Ohne Mails kein Netz. Nach dem Einrichten von [mail] selbsttaetig = true neu ausgeben.",
            "PrivateNetwork=yes",
            "IPAddressDeny=any",
            "RestrictAddressFamilies=AF_UNIX",
        ]
    }
}

/// What the run never needs. A call that is not allowed fails as one without permission does, and ends nothing.
const HARDENED: [&str; 22] = [
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "AmbientCapabilities=",
    "ProtectKernelTunables=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelLogs=yes",
    "ProtectControlGroups=yes",
    "ProtectClock=yes",
    "ProtectHostname=yes",
    "ProtectProc=invisible",
    "ProcSubset=pid",
    "PrivateMounts=yes",
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "RemoveIPC=yes",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources",
    "SystemCallErrorNumber=EPERM",
];

/// A text on one line of a unit.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().replace('%', "%%")
}

/// A path in a unit: `%` begins what systemd replaces.
fn escaped(path: &str) -> String {
    one_line(path)
}

/// A path in a list of a unit.
fn quoted(path: &str) -> String {
    format!("\"{}\"", escaped(path).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A word of a command line of a unit, in which `$` begins what is replaced too.
fn command(word: &str) -> String {
    quoted(word).replace('$', "$$")
}

/// A task for the Task Scheduler of Windows, which reads it as UTF-16.
pub fn windows(auftrag: &Auftrag) -> Planfile {
    let arguments = format!(
        "--arbeitsbereich \"{}\" lauf --faellig --warten {WARTEN} --keine-farbe",
        auftrag.arbeitsbereich.replace('"', "")
    );
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n\
<!-- Als UTF-16 speichern (im Editor: „Unicode“); mit einem Ordner hinter „nach“ schreibt „zeitplan“ sie schon so.\n\
     Einrichten: schtasks /Create /TN Sozialraumbericht /XML sozialraumbericht.xml /RU KONTO /RP * -->\n\
<Task version=\"1.4\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n\
  <RegistrationInfo>\n\
    <Description>Sozialraumbericht: jede Stunde tun, was fällig ist, {amt}</Description>\n\
    <URI>\\Sozialraumbericht</URI>\n\
  </RegistrationInfo>\n\
  <Triggers>\n\
    <CalendarTrigger>\n\
      <Repetition>\n\
        <Interval>PT1H</Interval>\n\
        <Duration>P1D</Duration>\n\
        <StopAtDurationEnd>false</StopAtDurationEnd>\n\
      </Repetition>\n\
      <StartBoundary>{ab}T00:{MINUTE:02}:00</StartBoundary>\n\
      <Enabled>true</Enabled>\n\
      <ScheduleByDay>\n\
        <DaysInterval>1</DaysInterval>\n\
      </ScheduleByDay>\n\
    </CalendarTrigger>\n\
  </Triggers>\n\
  <Principals>\n\
    <Principal id=\"Author\">\n\
      <LogonType>Password</LogonType>\n\
      <RunLevel>LeastPrivilege</RunLevel>\n\
    </Principal>\n\
  </Principals>\n\
  <Settings>\n\
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n\
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n\
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n\
    <AllowHardTerminate>true</AllowHardTerminate>\n\
    <StartWhenAvailable>true</StartWhenAvailable>\n\
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>\n\
    <AllowStartOnDemand>true</AllowStartOnDemand>\n\
    <Enabled>true</Enabled>\n\
    <Hidden>false</Hidden>\n\
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>\n\
    <Priority>7</Priority>\n\
  </Settings>\n\
  <Actions Context=\"Author\">\n\
    <Exec>\n\
      <Command>{programm}</Command>\n\
      <Arguments>{arguments}</Arguments>\n\
      <WorkingDirectory>{ordner}</WorkingDirectory>\n\
    </Exec>\n\
  </Actions>\n\
</Task>\n",
        amt = xml(&auftrag.amt),
        ab = auftrag.ab,
        programm = xml(&auftrag.programm),
        arguments = xml(&arguments),
        ordner = xml(&auftrag.arbeitsbereich),
    );
    Planfile {
        name: "sozialraumbericht.xml",
        hinweis: "schtasks /Create /TN Sozialraumbericht /XML sozialraumbericht.xml /RU KONTO /RP *".to_owned(),
        text,
    }
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A line for crontab. What fails while the machine is off is caught up on by the run itself.
pub fn cron(auftrag: &Auftrag) -> Planfile {
    let word = |text: &str| format!("'{}'", text.replace('\'', "'\\''")).replace('%', "\\%");
    Planfile {
        name: "sozialraumbericht.crontab",
        hinweis: "mit „crontab -e“ einfügen".to_owned(),
        text: format!(
            "{MINUTE} * * * * {} --arbeitsbereich {} lauf --faellig --warten {WARTEN} --keine-farbe\n",
            word(&auftrag.programm),
            word(&auftrag.arbeitsbereich)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auftrag(mails: bool) -> Auftrag {
        Auftrag {
            programm: "/opt/sozial raum/50%$/sozialraumbericht".to_owned(),
            arbeitsbereich: "/srv/jugend & \"amt\"".to_owned(),
            benutzer: Some(1042),
            amt: "Landkreis Verden".to_owned(),
            mails,
            ab: "2026-07-20".to_owned(),
        }
    }

    fn lines(text: &str) -> Vec<&str> {
        text.lines().collect()
    }

    #[test]
    fn the_service_writes_in_the_workspace_only_and_has_no_network_without_mail() {
        let [service, timer] = systemd(&auftrag(false));
        let lines = lines(&service.text);
        for line in [
            "ExecStart=\"/opt/sozial raum/50%%$$/sozialraumbericht\" --arbeitsbereich \"/srv/jugend & \\\"amt\\\"\" lauf --faellig --warten 600 --keine-farbe",
            "ReadWritePaths=\"/srv/jugend & \\\"amt\\\"\"",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "PrivateNetwork=yes",
            "RestrictAddressFamilies=AF_UNIX",
            "SuccessExitStatus=3",
            "User=1042",
        ] {
            assert!(lines.contains(&line), "{line}\n{}", service.text);
        }
        assert_eq!(service.text.matches("ReadWritePaths").count(), 1);
        assert!(timer.text.contains("Persistent=true\n") && timer.text.contains("OnCalendar=*-*-* *:07:00\n"));
    }

    #[test]
    fn with_mail_there_is_a_network_and_nothing_else_more() {
        let ([without, _], [with, _]) = (systemd(&auftrag(false)), systemd(&auftrag(true)));
        assert!(!with.text.contains("PrivateNetwork") && with.text.contains("AF_INET AF_INET6"));
        let kept = |text: &str| HARDENED.iter().all(|line| lines(text).contains(line));
        assert!(kept(&with.text) && kept(&without.text));
    }

    #[test]
    fn the_task_is_valid_xml_and_says_what_to_run() {
        let task = windows(&auftrag(false)).text;
        let mut reader = quick_xml::Reader::from_str(&task);
        let mut depth = 0_i32;
        let mut arguments = String::new();
        let mut in_arguments = false;
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Start(tag) => {
                    depth += 1;
                    in_arguments = tag.name().as_ref() == "Arguments";
                }
                quick_xml::events::Event::End(_) => {
                    depth -= 1;
                    in_arguments = false;
                }
                quick_xml::events::Event::Text(text) if in_arguments => arguments += &format!("{text:?}"),
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        assert!(arguments.contains("lauf --faellig"), "{arguments}");
        assert!(task.contains("<StartWhenAvailable>true</StartWhenAvailable>"), "what was missed is caught up on");
        let comment = task.split("<!--").nth(1).and_then(|rest| rest.split("-->").next()).expect("a comment");
        assert!(!comment.contains("--"), "not allowed in a comment of XML");
    }

    #[test]
    fn cron_gets_one_line_whatever_stands_in_the_paths() {
        let line = cron(&auftrag(false)).text;
        assert_eq!(
            line,
            "7 * * * * '/opt/sozial raum/50\\%$/sozialraumbericht' --arbeitsbereich '/srv/jugend & \"amt\"' lauf --faellig --warten 600 --keine-farbe\n"
        );
    }
}
