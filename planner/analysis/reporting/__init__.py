"""Reports, obligations and commitments, compared with the schedule.

Commands import the modules they need, so that a quick one loads no more than that.

* `attention`: `AttentionKind`, `Point`, `points_of_attention`
* `due_dates`: `DueStanding`, `DueState`, `Fulfilment`, `TwoDates`, `commitments`, `obligations`,
  `two_dates`
* `judgement_levels`: `Figures`, `JudgementLevel`, `WorkstreamJudgement`, `judgement`,
  `judgement_levels`, `judgements`
* `reporters`: `Claim`, `Conflict`, `DataAge`, `Reporter`, `ReporterState`, `claims`, `data_age`,
  `is_assumed`, `reporters`, `reports_until`
"""
