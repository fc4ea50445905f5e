extension ClientHealth {
    /// Shortest run in seconds whose figures say something: a shorter one has fewer than 100 ticks of the lag's timer.
    static let shortest = 1.0

    /// A queue at utilisation 0.9 waits nine service times on average (M/M/1, Kleinrock, "Queueing Systems", 1975).
    static let cpuShare = 0.9

    /// Seconds for which a busy machine's scheduler holds back any thread; less says nothing of the engine.
    static let timeSlice = 0.01

    /// How much of the mean TTFT the 99th percentile of a lag may be. Few turns are late at all where a scheduler is to
    /// blame: with one in ten, the mean lag is about a tenth of this percentile, which is 1 % of the TTFT.
    static let lagShare = 0.1

    /// How far the rate may lie below the schedule's.
    static let rateShare = 0.995

    /// How much of the time a slot must have a request under way: the rest is lost to the throughput, and 3 % is what
    /// tools may differ by.
    static let slotUse = 0.97

    /// Connections that the engine opens before an open loop starts.
    static let readyConnections = 16

    /// - Parameter document: Without its health.
    package init(of document: MeasurementDocument) {
        let figures = HealthFigures(document)
        self.init(checks: [
            figures.cpu, figures.loopLag, figures.busyTurn, figures.sendLag, figures.rate, figures.concurrency,
            figures.slots,
        ])
    }
}
