// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "concord",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "concord", targets: ["CLI"]),
        .executable(name: "concord-benchmark", targets: ["Benchmark"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .target(name: "BenchModel"),
        .target(name: "Sockets"),
        .target(
            name: "Traffic",
            dependencies: [
                "BenchModel",
                "Sockets",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .target(
            name: "ToolAdapters",
            dependencies: [
                "BenchModel",
                "Traffic",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]
        ),
        .target(
            name: "Harness",
            dependencies: [
                "BenchModel",
                "Traffic",
                "ToolAdapters",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "BenchModel",
                "Traffic",
                "ToolAdapters",
                "Harness",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "Floor"),
        .executableTarget(
            name: "Benchmark",
            dependencies: [
                "BenchModel",
                "Traffic",
                "ToolAdapters",
                "Harness",
                "Floor",
                // Not imported: built beside it, because it is what is measured.
                "CLI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["BenchModel", "Traffic"],
            path: "Tests/TestSupport"
        ),
        .testTarget(name: "BenchModelTests", dependencies: ["BenchModel", "TestSupport"]),
        .testTarget(
            name: "TrafficTests",
            dependencies: [
                "Traffic",
                "BenchModel",
                "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .testTarget(name: "ToolAdaptersTests", dependencies: ["ToolAdapters", "Traffic", "BenchModel", "TestSupport"]),
        .testTarget(
            name: "HarnessTests",
            dependencies: ["Harness", "ToolAdapters", "Traffic", "BenchModel", "TestSupport"]
        ),
        .testTarget(
            name: "CLITests",
            dependencies: ["CLI", "Harness", "ToolAdapters", "Traffic", "BenchModel", "TestSupport"]
        ),
        .testTarget(
            name: "BenchmarkTests",
            dependencies: [
                "Benchmark",
                "Floor",
                "Harness",
                "ToolAdapters",
                "Traffic",
                "BenchModel",
                "TestSupport",
            ]
        ),
        .testTarget(name: "ImportWallTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// One place sets what every target is compiled with.
for target in package.targets where target.name != "Sockets" {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
