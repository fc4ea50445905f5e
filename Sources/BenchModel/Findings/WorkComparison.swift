/// Whether two outputs tell of the same work. What both tell is compared; what one does not tell is not checked.
struct WorkComparison {
    typealias Setting = ReportedWork.Setting
    typealias Value = ReportedWork.Value

    enum Outcome: Equatable {
        case equal
        /// The same work under names that need not be one.
        case doubtful
        case different
        /// One side alone tells it.
        case oneSided
        case untold
    }

    let reference: RunAccount
    let tool: RunAccount

    func outcome(of setting: Setting) -> Outcome {
        let sides = [value(setting, of: reference), value(setting, of: tool)]
        guard let left = sides[0], let right = sides[1] else { return sides[0] == sides[1] ? .untold : .oneSided }
        // Only gaps between arrivals have a distribution.
        if setting == .burstiness, !isPaced(reference) || !isPaced(tool) { return .equal }
        if left == right || isEqual(left, right, setting) { return .equal }
        switch setting {
        case .model: return isSameName(left, right) ? .doubtful : .different
        // What the prompts came to is counted, which says more than what was asked for.
        case .inputLength: return isCounted ? .doubtful : .different
        // Tools round the ends of a range in their own way.
        case .outputLength:
            if case .text = left, case .text = right { return .doubtful }
            return .different
        default: return .different
        }
    }

    /// A run without a word of a ramp, or of several turns, has none.
    private func value(_ setting: Setting, of account: RunAccount) -> Value? {
        let told = account.work[setting]
        switch setting {
        case .rampUp: return told ?? (account.work.told.isEmpty ? nil : Value.none)
        case .turns:
            switch told {
            case .text(let text)?: return .flag(text.lowercased().contains("multi"))
            case .number(let turns)?: return .flag(turns > 1)
            case .flag?: return told
            case .some(.none): return .flag(false)
            case nil: return account.work.told.isEmpty ? nil : .flag(false)
            }
        default: return told
        }
    }

    private func isPaced(_ account: RunAccount) -> Bool {
        if let ramp = account.work[.rampUp], ramp != Value.none { return true }
        guard case .number(let rate)? = account.work[.requestRate] else { return false }
        return rate.isFinite && rate > 0
    }

    private func isEqual(_ left: Value, _ right: Value, _ setting: Setting) -> Bool {
        switch setting {
        case .concurrency:
            let limits = [limit(left, reference), limit(right, tool)]
            return limits[0] == limits[1]
        case .requestRate:
            let rates = [left, right].map { value -> Double in
                if case .number(let rate) = value, rate > 0 { return rate }
                return .infinity
            }
            if rates[0] == rates[1] { return true }
            // Tables print two decimals.
            return abs(rates[0] - rates[1]) <= min(0.00501, 0.1 * min(rates[0], rates[1]))
        default:
            let values = [left, right].map { $0 == Value.none ? setting.neutral.map(Value.number) ?? $0 : $0 }
            guard case .number(let a) = values[0], case .number(let b) = values[1] else { return false }
            return abs(a - b) <= 1e-6 * max(abs(a), abs(b))
        }
    }

    /// Requests under way at once. Nil where nothing limits them: no limit, or one that the requests cannot reach.
    private func limit(_ value: Value, _ account: RunAccount) -> Double? {
        guard case .number(let limit) = value, limit > 0 else { return nil }
        let told: Double? = if case .number(let count)? = account.work[.requests] { count } else { nil }
        let counts = [MetricFamily.requestsCompleted, .requestsFailed].compactMap { account.best(MetricID($0))?.value }
        let requests = told ?? (counts.isEmpty ? nil : counts.reduce(0, +))
        return requests.map { limit >= $0 } == true ? nil : limit
    }

    /// `org/model` and `/data/org/model` may be one model.
    private func isSameName(_ left: Value, _ right: Value) -> Bool {
        guard case .text(let left) = left, case .text(let right) = right else { return false }
        func last(_ name: String) -> String {
            name.split(separator: "/").last.map { $0.lowercased() } ?? name.lowercased()
        }
        return last(left) == last(right) || left.hasPrefix("/") || right.hasPrefix("/")
    }

    private var isCounted: Bool {
        [reference, tool].allSatisfy {
            ($0.best(MetricID(.inputTokens))?.value ?? 0) > 0 && $0.best(MetricID(.requestsCompleted)) != nil
        }
    }
}

extension WorkComparison {
    func findings(allow: Set<Approximation>, place: String) -> [Finding] {
        let different = Setting.allCases.filter { outcome(of: $0) == .different }
        let refused = different.filter { allow.isDisjoint(with: [.work, $0.approximation]) }
        let allowed = different.filter { !refused.contains($0) }
        let doubtful = Setting.allCases.filter { outcome(of: $0) == .doubtful }
        return [
            finding(refused, .invalidating, place, "their outputs tell of different work"),
            finding(allowed, .warning, place, "their outputs tell of work that is allowed to differ"),
            finding(doubtful, .note, place, "their outputs may tell of different work"),
            unchecked.map {
                Finding(id: "work-not-told", tool: tool.tool, evidence: "not checked\(place): \($0)", severity: .note)
            },
        ].compactMap(\.self)
    }

    private func finding(
        _ settings: [Setting],
        _ severity: Finding.Severity,
        _ place: String,
        _ claim: String
    ) -> Finding? {
        guard !settings.isEmpty else { return nil }
        let parts = settings.map { setting in
            "\(setting.rawValue) is \(Self.words(value(setting, of: reference), setting)) for \(reference.tool) and "
                + "\(Self.words(value(setting, of: tool), setting)) for \(tool.tool)"
        }
        return Finding(
            id: "work-differs",
            tool: tool.tool,
            evidence: "\(claim)\(place): \(parts.joined(separator: ", "))",
            severity: severity
        )
    }

    private static func words(_ value: Value?, _ setting: Setting) -> String {
        switch value {
        case .number(let number): number.isFinite ? FigureText.plain(number) : "unlimited"
        case .text(let text): "'\(text)'"
        case .flag(let flag) where setting == .turns: flag ? "several a conversation" : "one a request"
        case .flag(let flag): flag ? "on" : "off"
        case .some(.none): setting == .concurrency ? "unlimited" : "none"
        case nil: "not told"
        }
    }

    /// What one side alone tells, so that nobody knows whether it was the same. Nil: everything that either tells was compared.
    var unchecked: String? {
        let open = Setting.allCases.filter { outcome(of: $0) == .oneSided }
        let sides = [reference, tool].compactMap { account -> String? in
            let missing = open.filter { value($0, of: account) == nil }
            return missing.isEmpty ? nil : "the output of \(account.tool) does not tell its \(Self.list(missing))"
        }
        return sides.isEmpty ? nil : sides.joined(separator: ", and ")
    }

    private static func list(_ settings: [Setting]) -> String {
        settings.map(\.rawValue).joined(separator: ", ")
    }
}

extension ReportedWork.Setting {
    /// The value that changes nothing, so that sending it is no other work than sending none. Nil where what a server takes
    /// for one that is not sent is its own choice, as a temperature is.
    fileprivate var neutral: Double? {
        switch self {
        case .topP, .repetitionPenalty: 1
        case .topK: -1
        case .minP, .frequencyPenalty, .presencePenalty: 0
        default: nil
        }
    }

    /// By which a user allows it to differ, beside `different_work`.
    fileprivate var approximation: Approximation {
        switch self {
        case .requestRate, .burstiness, .rampUp: .arrivals
        case .inputLength: .promptLength
        case .outputLength: .lengths
        case .temperature, .topP, .topK, .minP, .repetitionPenalty, .frequencyPenalty, .presencePenalty: .sampling
        case .model, .requests, .concurrency, .turns, .stream, .dataset, .ignoreEndOfText: .work
        }
    }
}
