extension EvalscopePerf {
    package func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan {
        var translation = try EvalscopeTranslation(of: job)
        try translation.addLoad()
        translation.addServer()
        try translation.addPrompts()
        translation.addSampling()
        translation.addResults()
        try translation.addSecrets()
        return translation.plan
    }
}
