import Testing
import ToolAdapters

@Suite struct VLLMProgressTests {
    @Test(arguments: [
        ("  0%|          | 0/500 [00:00<?, ?it/s]", RunProgress(phase: "sending", done: 0, total: 500)),
        (" 45%|████▌     | 226/500 [00:02<00:03, 91.35it/s]", RunProgress(phase: "sending", done: 226, total: 500)),
        ("  0%|   | 0/4 [00:00<?]\r 25%|▎  | 1/4 [00:00<00:05]\r", RunProgress(phase: "sending", done: 1, total: 4)),
        ("Starting main benchmark run...", RunProgress(phase: "sending")),
        ("Initial test run completed. Starting main benchmark run...", RunProgress(phase: "sending")),
        ("Starting initial single prompt test run...", RunProgress(phase: "checking the server")),
        ("Waiting for endpoint to become up in 600 seconds", RunProgress(phase: "waiting for the server")),
        (
            "(MainProcess pid=1) INFO 11-22 19:27:25 [utils.py:88] Sampling input_len from [100, 100]",
            RunProgress(phase: "generating prompts")
        ),
    ])
    func `lines of a run tell how far it is`(line: String, expected: RunProgress) {
        #expect(VLLMBench().progress(in: line) == expected)
    }

    @Test(arguments: [
        "", "100%", "Mean TTFT (ms): 1.00", " |          | 00:05 elapsed, 595:55 remaining", "5%| | 9/4 [x]",
    ])
    func `other lines tell nothing`(line: String) {
        #expect(VLLMBench().progress(in: line) == nil)
    }
}
