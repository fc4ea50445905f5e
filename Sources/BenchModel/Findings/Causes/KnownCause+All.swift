extension KnownCause {
    /// What the judge finds in the figures of the runs.
    static let judged = [
        KnownCause(
            id: "prompt-length-mismatch",
            meaning: "The tools' prompts have other lengths, so that the server had other work to do.",
            detection: "Prompt tokens a request in the tools' reports; the judge looks for it (ValidityCheck).",
            remedy:
                "Use 'prompts: shared' or 'lengths: aligned' in the recipe, or accept it by 'allow: [prompt_length]'."
        ),
        KnownCause(
            id: "output-length-mismatch",
            meaning: "The tools' answers have other lengths, so that the server had other work to do.",
            detection: "Output tokens a request in the tools' reports; the judge looks for it (ValidityCheck).",
            remedy: "Set 'ignore_eos: true', and see end-condition-mismatch for what the bodies ask."
        ),
        KnownCause(
            id: "work-not-told",
            meaning:
                "One output tells a setting that the other does not, so that nobody knows whether it was the same.",
            detection: "The settings that both outputs tell (WorkComparison).",
            remedy: "Give Concord an output that tells more, such as the result JSON beside the console text."
        ),
        KnownCause(
            id: "no-output",
            meaning: "Requests completed, and their answers have no token.",
            detection:
                "Output tokens and completed requests of the same report; the judge looks for it (AskedLengthCheck).",
            remedy: "See by 'concord probe' what the server answers; no figure of such a run is one of generation."
        ),
        KnownCause(
            id: "output-length-not-asked",
            meaning:
                "Answers are longer or shorter than 'ignore_eos' asks for: invalid where the average is off by more than "
                + "the tolerance, because time grows with the tokens.",
            detection: "Output tokens a request beside the recipe, or beside what the output tells (AskedLengthCheck).",
            remedy:
                "Use a server that honours 'ignore_eos', or set 'ignore_eos: false' in the recipe's workload and compare "
                + "what lengths come."
        ),
        KnownCause(
            id: "not-measured",
            meaning:
                "A latency was not measured: it is given as zero, as a copy of another one, or is below what a client's "
                + "clock can tell.",
            detection: "The latencies of each report and of its requests, by one rule for all tools (MeasuredFigures).",
            remedy:
                "Ask for streams and for more than one token, or leave the metric out of 'gate.metrics'; a tool that prints "
                + "zeros for whole streams is broken."
        ),
        KnownCause(
            id: "mean-above-p99",
            meaning: "A mean lies above its own 99th percentile: very few samples carry it.",
            detection: "The printed figures of one latency (ReportConsistency).",
            remedy: "None is needed; compare the median, which such samples do not move."
        ),
        KnownCause(
            id: "requests-failed",
            meaning: "Requests failed, or fewer completed than were asked for.",
            detection: "The tool's report beside the recipe; the judge looks for it (ValidityCheck).",
            remedy: "Read the tool's output in the result folder and the server's log; see failure-reason."
        ),
        KnownCause(
            id: "request-count-mismatch",
            meaning: "The tools completed different numbers of requests.",
            detection: "The tools' reports; the judge looks for it (ValidityCheck).",
            remedy: "Give both tools the same number of requests."
        ),
        KnownCause(
            id: "run-missing",
            meaning: "A tool has no result in some of the rounds.",
            detection: "The rounds that were judged (ValidityCheck).",
            remedy: "See tool-failed, and run again."
        ),
        KnownCause(
            id: "metric-not-comparable",
            meaning: "A metric that the gate names is missing from one tool's output, so that nothing decides it.",
            detection: "The metrics of both tools in the views that the gate may use (ComparabilityCheck).",
            remedy:
                "Leave the metric out of 'gate.metrics', give Concord an output that has it, or let printed figures decide "
                + "where a tool's requests do not tell ('gate.view: best')."
        ),
        KnownCause(
            id: "mean-missing",
            meaning: "Tools have statistics of a family in common, but not its mean: a report is cut or broken.",
            detection: "The metrics of both tools (ComparabilityCheck).",
            remedy: "Give Concord the whole report."
        ),
        KnownCause(
            id: "too-few-samples",
            meaning:
                "A statistic has too few samples behind it to decide anything. One that the recipe's gate names leaves the "
                + "verdict inconclusive.",
            detection: "The number of samples beside what the statistic needs (SampleRequirement).",
            remedy: "Send more requests, or gate a lower percentile."
        ),
        KnownCause(
            id: "canonical-departs",
            meaning:
                "A figure that Concord recomputed is neither what the tool printed nor what passed the wire, so that it "
                + "decides nothing.",
            detection:
                "The canonical figure beside the printed one and the wire's, by the tolerance; without a wire, whether the "
                + "tool's own formula makes the printed figure of the same requests (CanonicalDeparture).",
            remedy:
                "Let the printed figures or the wire decide ('gate.view: reported' or 'wire'), and report it with the tool's "
                + "output, which is in the result folder."
        ),
        KnownCause(
            id: "sampling-error-unknown",
            meaning:
                "A single round of printed figures does not tell how much a metric varies from run to run, so that a difference "
                + "may be chance.",
            detection: "No requests to resample, and no deviation or percentiles printed (SamplingCheck).",
            remedy:
                "Keep the tool's results of single requests (vLLM: --save-result --save-detailed), or run several rounds."
        ),
        KnownCause(
            id: "one-run",
            meaning: "Both results are of the same run.",
            detection: "Every figure of times is equal to the last digit (SamplingCheck).",
            remedy: "Compare results of two runs to learn whether they differ."
        ),
        KnownCause(
            id: "definitions-differ",
            meaning: "Tools agree once their requests are computed by one definition, and print figures that differ.",
            detection: "The reported and the canonical view of one metric (DefinitionCheck).",
            remedy: "Compare in the canonical view; role-chunk, usage-chunk and the like name the definition."
        ),
        KnownCause(
            id: "outlier-round",
            meaning: "The ratio of one round lies far from those of the others; it stays in every figure.",
            detection:
                "Modified z-scores of the rounds' log ratios above 3.5, from four rounds on, where the round is also farther "
                + "from their median than the tolerance (OutlierCheck).",
            remedy:
                "Look at that round's output for what happened; when nothing explains it, run more rounds rather than fewer."
        ),
    ]

    /// What the session finds while it runs the tools.
    static let observed = [
        KnownCause(
            id: "work-differs",
            meaning:
                "The tools asked the server for different work: by one request of each, seen before anything is measured, "
                + "or by what their outputs tell.",
            detection:
                "The probe's comparison of headers and bodies, field by field, and the settings that both outputs tell "
                + "(WorkComparison).",
            remedy:
                "Mend the fields that it names, or accept it by 'allow: [different_work]', in compare by "
                + "'--allow different_work'; 'concord probe' shows all fields."
        ),
        KnownCause(
            id: "work-unseen",
            meaning: "A tool's request did not pass the tap, so that nobody knows what it asks for.",
            detection: "The probe's tap saw no request for text from the tool.",
            remedy: "Look whether the tool uses a proxy or another address than the one that it was given."
        ),
        KnownCause(
            id: "client-saturated",
            meaning: "A client kept a whole core busy, so that what came had to wait for it.",
            detection: "Processor time of the tool's processes while it measured, at 90 % of a core or more.",
            remedy: "Lower the load, use a faster client, or see by 'concord load' what the server can do."
        ),
        KnownCause(
            id: "client-limited",
            meaning: "The native engine was the bottleneck by its own figures.",
            detection: "The checks of its measurement (ClientHealth).",
            remedy: "Lower the load, or run it on a machine with more cores."
        ),
        KnownCause(
            id: "client-late",
            meaning: "A client saw the first token later than the server wrote it.",
            detection:
                "Its canonical TTFT beside the first token on the wire; without a tap, beside the simulator's own log.",
            remedy: "Lower the load until the client keeps up, or use a faster client."
        ),
        KnownCause(
            id: "report-doubt",
            meaning: "The tool's report contradicts itself or lacks something.",
            detection: "What the tool's adapter notes while it reads the output.",
            remedy: "Read the sentence, and the tool's own output in the result folder."
        ),
        KnownCause(
            id: "exit-status",
            meaning: "A tool ended with a status other than 0 and left a whole report all the same.",
            detection: "The status of its process.",
            remedy: "Read its stderr in the result folder."
        ),
        KnownCause(
            id: "server-refused",
            meaning: "The server refused a tool's requests: its status and its words are in the finding.",
            detection: "Answers with a status from 300 to 499 that passed the tap.",
            remedy: "Change the recipe's key that the finding names, or what the server allows."
        ),
        KnownCause(
            id: "server-failed",
            meaning:
                "The server answered a tool with an error of its own, with an error in the middle of a stream, with what is "
                + "no answer, or not to the end.",
            detection: "Answers that passed the tap with another status than 2xx, with an error in them, or cut off.",
            remedy: "Read the server's log of the same time."
        ),
        KnownCause(
            id: "client-failed",
            meaning: "The server answered everything whole, and the tool counts requests as failed.",
            detection: "The answers that passed the tap beside what the tool counts.",
            remedy: "Look for what the tool does not understand in the answers, or use another release of it."
        ),
        KnownCause(
            id: "failure-reason",
            meaning: "Requests failed, and the tool says why.",
            detection: "The most frequent reason in the tool's records.",
            remedy: "Mend what it names."
        ),
        KnownCause(
            id: "tool-failed",
            meaning: "A tool ended without a report.",
            detection: "Its status and its output.",
            remedy: "Read its output in the result folder; 'concord tools doctor' checks the installation."
        ),
        KnownCause(
            id: "server-lost",
            meaning: "The server could not be reached any more.",
            detection: "The checks before each run.",
            remedy: "Read the server's log, and run again."
        ),
        KnownCause(
            id: "interrupted",
            meaning: "The session was stopped before all rounds were done.",
            detection: "A signal, such as Ctrl-C.",
            remedy: "Go on with 'concord run RECIPE --resume', or read the rounds that were whole."
        ),
        KnownCause(
            id: "resumed",
            meaning: "The session was stopped and went on later, with the rounds that were whole by then.",
            detection: "The option '--resume', and the instants at which the rounds ended.",
            remedy: "None is needed: each round has every tool. Run again where the server has changed in between."
        ),
    ]
}
