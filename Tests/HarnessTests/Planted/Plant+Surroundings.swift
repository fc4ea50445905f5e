import BenchModel
import TestSupport
import Traffic

extension Plant {
    /// Clients, machines and servers that are not up to it.
    static let surroundings = [
        Plant(
            "a client that sends nothing for 120 ms",
            "client-stall",
            share: share(of: 0.12, in: 7 * PlantedBed.latency)
        ) { bed in
            bed.workload.requests = 32
            bed.faults.stall = ScriptedFaults.Stall(request: 12, length: 0.12)
        },
        Plant(
            "a client that sees nothing for 200 ms",
            "client-stall",
            // The first tokens of one wave of eight come after 80 ms and are seen after 220 ms.
            share: share(of: 0.14 / 8, in: PlantedBed.ttft),
            part: .client,
            follows: ["client-late"]
        ) { bed in
            bed.workload.requests = 32
            bed.faults.stall = ScriptedFaults.Stall(request: 12, delay: 0.02, length: 0.2)
        },
        Plant(
            "answers held back for 15 ms",
            "client-late",
            share: share(of: 0.015, in: PlantedBed.ttft),
            part: .client
        ) { $0.holdBack = .milliseconds(15) },
        Plant(
            "a client that looks at its clock 6 ms late",
            "client-late",
            share: share(of: 0.006, in: 0.16),
            part: .client
        ) { bed in
            bed.server.ttft = .milliseconds(160)
            bed.faults.lateness = 0.006
        },
        Plant("a client that keeps a core busy", "client-saturated") { $0.faults.burns = true },
        Plant(
            "a tap that computes for 24 ms before it passes anything on",
            "tap-limited",
            follows: ["client-late", "concurrency-not-reached"],
            // What waits is passed on in one piece, and some gaps are those of one read.
            mayFollow: ["not-measured"]
        ) { $0.burden = .milliseconds(24) },
        Plant("programs that use half of the machine", "host-contention", isLoud: true) { $0.isDisturbed = true },
        Plant("a clock that gains a twentieth", "clock-drift", share: share(of: 0.05, in: 1), follows: ["client-late"])
        {
            $0.faults.clockGain = 0.05
        },
        Plant("a time of day that is set ahead by two seconds", "clock-step") { bed in
            bed.trouble = PlantedMachine.Trouble(clockStep: 2)
        },
        Plant("a hypervisor that takes 15 % of the cores", "cpu-steal", isLoud: true) { bed in
            bed.trouble = PlantedMachine.Trouble(steal: 0.15)
        },
        Plant("another governor from one run to the next", "cpu-governor", tool: nil) { bed in
            bed.trouble = PlantedMachine.Trouble(governor: "powersave")
        },
        Plant("a core that becomes too hot three times", "cpu-throttled") { bed in
            bed.trouble = PlantedMachine.Trouble(throttles: 3)
        },
        Plant("answers held back for 15 ms in one round of four", "outlier-round", follows: ["client-late"]) { bed in
            bed.servers = Array(repeating: bed.server, count: 4)
            bed.holdBack = .milliseconds(15)
            bed.holdBackRounds = [3]
        },
        Plant("a server that is a fifth slower in each round", "drift-between-rounds", tool: nil, share: 0.44) { bed in
            bed.workload.requests = 12
            let server = bed.server
            bed.servers = [1, 1.2, 1.44].map { factor in
                var server = server
                // What the way adds to each round alike is to be small beside it.
                server.ttft = .seconds(0.24 * factor)
                return server
            }
        },
    ]
}
