/// Every key is always there; what is unknown is null.
extension WorkloadAudit {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tool, forKey: .tool)
        try container.encode(round, forKey: .round)
        try container.encode(askedInFlight, forKey: .askedInFlight)
        try container.encode(requests, forKey: .requests)
        try container.encode(promptTokens, forKey: .promptTokens)
        try container.encode(outputTokens, forKey: .outputTokens)
        try container.encode(prefixQueries, forKey: .prefixQueries)
        try container.encode(prefixHits, forKey: .prefixHits)
        try container.encode(wire, forKey: .wire)
    }
}

extension WorkloadAudit.Ledgers {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tool, forKey: .tool)
        try container.encode(wire, forKey: .wire)
        try container.encode(server, forKey: .server)
    }
}

extension WorkloadAudit.Wire {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(requests, forKey: .requests)
        try container.encode(extraRequests, forKey: .extraRequests)
        try container.encode(bodies, forKey: .bodies)
        try container.encode(prompts, forKey: .prompts)
        try container.encode(peakInFlight, forKey: .peakInFlight)
        try container.encode(meanInFlight, forKey: .meanInFlight)
        try container.encode(secondsToPeak, forKey: .secondsToPeak)
        try container.encode(secondsBelowAsked, forKey: .secondsBelowAsked)
        try container.encode(secondsIdle, forKey: .secondsIdle)
        try container.encode(connections, forKey: .connections)
        try container.encode(reused, forKey: .reused)
        try container.encode(burst, forKey: .burst)
        try container.encode(burstSpacing, forKey: .burstSpacing)
    }
}
