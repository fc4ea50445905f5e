import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct StoredVerdictTests {
    @Test func `a verdict is read from its folder and from its file`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try ReportFiles.write(ReportSamples.threeTools, to: ResultFolder(path: folder.path))
            #expect(try StoredVerdict.read(folder.path) == ReportSamples.threeTools)
            #expect(try StoredVerdict.read(folder.path + "/verdict.json") == ReportSamples.threeTools)
        }
    }

    @Test func `a folder without a verdict and a file that is none are named`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "verdict.json")
            func path() async -> String? {
                guard
                    case .cannotRead(let path, _)? = await HarnessSamples.failure({
                        _ = try StoredVerdict.read(folder.path)
                    })
                else { return nil }
                return path
            }
            #expect(await path() == file.path)
            try "{}".write(to: file, atomically: true, encoding: .utf8)
            #expect(await path() == file.path)
            let newer = VerdictReport.render(ReportSamples.empty, as: .json).replacing("verdict/1", with: "verdict/2")
            try newer.write(to: file, atomically: true, encoding: .utf8)
            #expect(await path() == file.path)
        }
    }
}
