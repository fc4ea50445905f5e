/// Where the server comes from. Exactly one of the three.
package enum ServerChoice: Sendable, Equatable {
    /// A server that runs already. Scheme, host and port, without a slash at the end; a path prefix is kept in front
    /// of `/v1/…`.
    case url(String)
    /// The embedded simulator.
    case simulate(Simulation)
    /// A server that Concord starts before the first round and ends after the last.
    case launch(ServerLaunch)
}

/// When and how the simulator answers.
package struct Simulation: Sendable, Equatable {
    /// From the request read whole to its first token written. Default 20 ms.
    package var ttft: Duration = .milliseconds(20)
    /// Between consecutive tokens. Default 5 ms.
    package var itl: Duration = .milliseconds(5)
    /// What chance adds to both. Default nil: nothing.
    package var jitter: ScheduleJitter?
    /// Makes the tokens in place of the schedule. Default nil: none.
    package var engine: EngineModel?
    /// How streams are cut. The default is vLLM's.
    package var layout = SimulatorLayout()
    /// What goes wrong on purpose. Default nothing.
    package var faults: [SimulatorFault] = []
    /// 0 picks a free port. Default 0.
    package var port = 0

    package init() {}
}

/// A server command and how to know that it is ready.
package struct ServerLaunch: Sendable, Equatable {
    /// Executable and arguments; no shell is involved.
    package var argv: [String]
    /// Base URL under which the server will answer.
    package var url: String
    /// Asked until it answers 2xx. Nil: `/v1/models` below `url`.
    package var ready: String?
    /// From start to ready. Default 600 s.
    package var timeout: Duration = .seconds(600)
    /// From TERM to KILL when it is ended. Default 30 s.
    package var teardown: Duration = .seconds(30)
    /// Added to the environment that Concord itself has.
    package var environment: [String: String] = [:]

    package init(argv: [String], url: String) {
        self.argv = argv
        self.url = url
    }

    /// `argv` as it may be shown, `***` in place of each secret.
    package var shownArgv: [String] {
        CommandSecrets(argv).shown.map { MaskedURL.shown(CommandSecrets.masked($0, secrets)) }
    }

    /// What of the command, its environment and the addresses in them is a secret: by its name, or by its place in an
    /// address.
    package var secrets: [String] {
        CommandSecrets(argv).values + environment.filter { SecretName.isSecret($0.key) }.map(\.value)
            + (argv + environment.values + [ready].compactMap(\.self)).flatMap { MaskedURL.secrets(in: $0) }
    }
}
