/// Every cause that a finding can name, in the order of the catalogue: first what was asked of the server, then how, then
/// how figures are made of it, then the client, the machine and the tap, and last what the judge and the session find.
package enum CauseCatalogue {
    package static let all: [any Cause] =
        [
            StreamMixed(), EndConditionMismatch(), DecodingParameters(), MinTokens(), TokenizerMismatch(),
            PromptsDiffer(), PrefixCache(),
            WarmUp(), ConnectionSetup(), NewConnectionPerRequest(), ConcurrencyNotReached(), ArrivalProcess(),
            RoleChunk(), UsageChunk(), MultiTokenChunks(), TPOTDenominator(), PercentileMethod(), Rounding(),
            DurationWindow(), TruncatedAsSuccess(), FailedInAverage(), ReportNotReproduced(), ClientStall(),
            HostContention(), CPUSteal(), CPUGovernor(), CPUThrottled(), ClockStep(), ClockDrift(),
            DriftBetweenRounds(), TapLimited(),
        ] + KnownCause.judged + KnownCause.observed

    /// The one that needs no more than what a tool left.
    package static let reproduction: any Cause = ReportNotReproduced()

    /// What all causes find, each cause of each tool once for all rounds.
    package static func findings(in evidence: SessionEvidence) -> [Finding] {
        all.flatMap { $0.findings(in: evidence) }
    }
}
