extension ScenarioCatalogue {
    /// Seconds instead of minutes, to see that everything works; the figures mean little.
    static let quick = all.compactMap(quick)

    private static func quick(_ scenario: Scenario) -> Scenario? {
        let requests: Int? =
            switch scenario.name {
            case "paced", "tapped": 60
            case "saturated": 300
            case "saturated-unbatched": 100
            default: nil
            }
        guard let requests else { return nil }
        var quick = scenario
        quick.load.requests = requests
        quick.load.concurrency = 20
        quick.slowRequests = nil
        quick.mostRounds = 1
        return quick
    }
}
