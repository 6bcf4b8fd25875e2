# The words of the reports in English. `words.XX.ftl` beside this file adds the language XX, or changes one.
# Written in Fluent (https://projectfluent.org): a name, an equals sign, and the text with its variables in braces.
# A number chooses among forms: [0], [1], [one] and *[other]. An unknown variable is told when the file is read.

language-name = English

# Joining and counting ---------------------------------------------------------------------------------------------
# $i is yes where the last item begins with the sound of i, before which some languages have another "and".
list-last = { $i ->
   *[any] { $first } and { $last }
}
plans = { $n ->
    [one] { $n } plan
   *[other] { $n } plans
}
countries = { $n ->
    [one] { $n } country
   *[other] { $n } countries
}
# A number that opens a sentence.
opening = { $n ->
    [0] No
    [1] One
    [2] Two
    [3] Three
    [4] Four
    [5] Five
    [6] Six
    [7] Seven
    [8] Eight
    [9] Nine
    [10] Ten
   *[other] { $n }
}
of = { $hit } of { $of }
of-percent = { $hit } of { $of } ({ $percent }%)
of-plans = { $hit } of { $of ->
    [one] { $of } plan
   *[other] { $of } plans
}
no-data = no data
percent = { $percent }%
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
quote = “{ $words }”
colon = { $label }:

# Levels and what they rest on -------------------------------------------------------------------------------------
level-commitment = Commitment
level-addressed = Addressed
level-mention = Mention
level-none = None
level-unknown = Unknown
verdict-not-found = Not found
verdict-stated = No reference
verdict-conflict = Unknown (conflict)
basis-disagree = coders disagree
basis-coded = coded by a person
basis-excerpt = a passage of the plan
basis-stated = the source says so
basis-silent = not found in the text given
basis-not-read = a passage could not be read
basis-missing = no text or code was given
basis-machine = { $basis }; the machine reads { $level }
period-since = since { $year }
period-undated = undated

remark-condition = condition: { $words }
remark-heading = theme from the heading { $words }
remark-sheet = theme from the sheet, which files the row under it
remark-contradicts = contradicts the statement at { $place }
remark-disagree = codes disagree: { $codes }
remark-disagree-more = codes disagree: { $codes }; and { $more } more
remark-code-at = { $level } at { $place }
remark-not-read = a passage was not read: { $language }
remark-not-read-theme = a passage was not read: a language without terms for the theme
remark-in-development = the plan is still in development

place-row = row { $at }
place-line = line { $at }
place-column = column { $at }
page-short = p. { $page }

# The answer -------------------------------------------------------------------------------------------------------
lead-no-plan = The spreadsheets hold no plan that could be read; nothing can be said about coverage.
lead-unknown = { $n ->
    [one] For the one plan, no theme has been coded and no text was given: the coverage is unknown.
   *[other] For all { $n } plans, no theme has been coded and no text was given: the coverage is unknown.
}
in-plans-one-none = in no plan
in-plans-one-all = in the one plan
in-plans-none = in none of { $n } plans
in-plans-all = in all of { $n } plans
in-plans-share = in { $hit } of { $of } plans
# Several shares of different n, as a list.
in-plans-some = in { $shares } plans
extremes-same = { $themes ->
    [one] { $top } is addressed { $in-top }.
   *[other] { $top } are each addressed { $in-top }.
}
# Where the themes are known for very different numbers of plans, no theme is put before another.
extremes-apart = Plans that address each theme, of those whose level is known: { $shares }.
extremes = { $top-count ->
    [one] { $top } is addressed most often, { $in-top }; { $bottom } least often, { $in-bottom }.
   *[other] { $top } are addressed most often, { $in-top }; { $bottom } least often, { $in-bottom }.
}
every-theme = { $themes ->
    [2] both themes
   *[other] all { $themes } themes
}
any-theme = { $themes ->
    [2] neither
   *[other] none
}
all-themes = { $case ->
    [none-one] The plan is not known to address { $every }
    [none] None of { $n } plans is known to address { $every }
    [one-of-one] The plan addresses { $every }
    [all] All { $n } plans address { $every }
    [one] One of { $n } plans addresses { $every }
   *[some] { $opening } of { $n } plans address { $every }
}
no-themes = { $case ->
    [one] { $any } of the themes was found in the plan.
    [all] { $any } of the themes was found in any plan.
   *[some] { $first }; in { $count ->
        [1] one
       *[other] { $some }
    }, { $any } of them was found.
}

finding-unknown = { $n ->
    [one] unknown for the one plan.
   *[other] unknown for all { $n } plans.
}
finding-none = { $n ->
    [one] the one plan is not found to address { $phrase }
   *[other] none of { $n } plans is found to address { $phrase }
}
finding-all = { $n ->
    [one] the one plan addresses { $phrase }
   *[other] all { $n } plans address { $phrase }
}
finding-some = { $hit ->
    [one] { $of-plans } addresses { $phrase }
   *[other] { $of-plans } address { $phrase }
}
firm-none = , none with a commitment
firm-one = , with a commitment
firm-all = , all with a commitment
firm-some = , { $n } with a commitment
firm-unclear-all = , all known only as “yes”
firm-unclear = , { $n } known only as “yes”
finding-not-counted = { $n ->
    [one] The level of { $n } plan is unknown; it is not counted.
   *[other] The level of { $n } plans is unknown; they are not counted.
}
key-nothing = nothing known
key-note = { $of ->
    [one] plan addresses it; { $committed } with a commitment
   *[other] plans address it; { $committed } with a commitment
}
key-unknown = ; { $n } unknown

plan-in-development = The plan is still in development: nothing can be said of it yet.
plan-commits = commits to action on { $themes }
plan-addresses = addresses { $themes }
plan-mentions = mentions { $themes }
plan-not = does not address { $themes }
plan-sentence = The plan { $clauses }.
plan-silent = { $n ->
    [one] { $themes } was not found in the text given.
   *[other] { $themes } were not found in the text given.
}
plan-unknown = { $n ->
    [one] { $themes } is unknown.
   *[other] { $themes } are unknown.
}

# Titles, headings and labels --------------------------------------------------------------------------------------
kicker-comparison = Coverage report
kicker-country = Country profile
kicker-theme = Theme brief
kicker-briefing = Briefing
title-comparison = What National Action Plans say about { $themes }
subtitle-comparison = National Action Plans on Business and Human Rights, compared
title-country = { $country }: { $themes } in its National Action Plan
subtitle-country = What its National Action Plan says about { $themes }
title-theme = { $theme } in National Action Plans
subtitle-theme = Which plans address { $phrase }, how firmly, and where they say so
subject-comparison = Coverage of { $themes } in National Action Plans on Business and Human Rights
subject-country = Coverage of { $themes } in the National Action Plan of { $country }
keyword-plan = National Action Plan
keyword-field = business and human rights
fact-date = Date
fact-scope = Scope
fact-data = Data
fact-plan = Plan
fact-region = Region
fact-covers = Covers
fact-publisher = Publisher
scope-latest = { $n ->
    [one] { $n } country, the latest plan of each
   *[other] { $n } countries, the latest plan of each
}
data-none = no file could be used
data-many = { $n } spreadsheets, listed under “How this was made”
status-development = in development
status-editions = latest of { $n } editions
made-with = { $date } · made with nap-report { $version }
page = Page

h-found = What was found
h-contents = Contents
h-matrix = Coverage by country
h-levels = Levels by theme
h-regions = Coverage by region
h-by-region = By region
h-groups = Coverage by group
h-time = Over time
h-together = Which themes go together
h-map = Where the plans are
h-change = Since the earlier plan
h-evidence = Evidence by country
h-passages = Passages
h-passages-of = Passages, { $period }
h-editions = Editions
h-countries = Countries, firmest first
h-method = How this was made
h-themes = Themes
h-sensitivity = How the figures change with the reading
h-sources = Sources
h-left-out = What was left out, and what to check
h-data = The figures behind the charts

# What changed since an earlier run.
h-changed = What changed
h-changed-policy = In the plans
h-changed-method = In the method alone
kicker-changed = Changes between two reports
changed-between = From the report of { $since } to that of { $until }
changed-intro = Compared with the report of { $since }, which counted { $before }; this one counts { $now }.
changed-since = Compared with the report of { $since }.
changed-nothing = No plan and no level is otherwise than in the report of { $since }.
changed-policy-none = Nothing changed in the plans.
changed-method-note = These are no changes of policy: plans that were there before are coded, read or listed otherwise.
changed-share = { $now } address it now, { $before } before.
changed-level = { $theme } from { $from } to { $to }
changed-new-plan = its first plan.
changed-new-edition = a new edition, after { $before }.
changed-adopted = adopted; it was in development.
changed-listed = newly in the sheet. The plan began before the earlier report, or nobody says when.
changed-listed-too = newly in the sheet, beside { $before }. The plan began before the earlier report, or nobody says when.
changed-period = the same plan; its period was given as { $before }.
changed-gone = no longer in the sheet.
changed-themes-new = New in the codebook: { $themes }.
changed-themes-gone = No longer in the codebook: { $themes }.
changed-more = { $n ->
    [one] and { $n } more; nap-report diff lists all
   *[other] and { $n } more; nap-report diff lists all
}
changed-method-differs = Between the two reports, these were changed, too: { $parts }.
cause-new-edition = in the new edition
cause-adopted = with the adoption of the plan
cause-listed = in an edition that is newly in the sheet
cause-text = the sheet has other words of the plan
cause-recoded = a person coded it otherwise, or the source says otherwise
cause-codebook = the same words, read by another codebook
cause-tool = the same words, read by another version of the tool
cause-settings = the same words, with other settings or in another form of sheet
cause-unread = nobody has coded or quoted it, so that nothing is known now
method-of-codebook = the codebook
method-of-tool = the tool
method-of-settings = spellings, names or words for columns

col-country = Country
col-period = Period
col-level = Level
col-cell = Source cell
col-theme = Theme
col-basis = Basis
col-edition = Edition
col-file = File
col-sheets = Sheets
col-rows = Rows
col-used = Used
col-kind = Kind
col-what = What
col-place = Where
col-group = Group
col-plans = Plans
col-strict = Strict: commitments
col-default = As reported
col-wide = Wide
row-address = Address it
text-file = text
sheets-none = none

# Passages ---------------------------------------------------------------------------------------------------------
passages-more = { $n ->
    [one] { $n } more passage is in the profile of { $country }.
   *[other] { $n } more passages are in the profile of { $country }.
}
passage-none-theme = About none of the themes
passage-not-read = Not read for the themes: it is in a language that the codebook does not cover, or that could not be told
passage-machine = read by the machine
passage-statement = stated by the source, not a passage of the plan
passages-none = No passage of this plan is in the spreadsheets.
passages-none-coded = No passage of this plan is in the spreadsheets; the levels rest on codes alone.
passages-code-only = A person’s code; no passage that shows it is in the spreadsheets.
theme-none = No plan is known to address this theme.
method-elsewhere = How the levels are found is told in the comparison report.

key-commitment = plan, propose or continue an action
key-addressed = said to address it, how is not known
key-mention = describe it without an action ahead
key-none = absent, or not found in the text given
key-not-known = not known, in no share

# What each level says: a sentence each, and all of them in a note.
told-commitment = Commitment: the state plans, proposes or continues an action.
told-mention =
    Mention: the theme is described, cited as law or mechanism in force, or stands as past action, context or
    principle.
told-addressed = Addressed: a yes/no sheet says yes.
told-none = None: a person coded the theme as absent.
told-stated = No reference: the source says so.
told-not-found = Not found: nothing in the text given is about the theme.
told-unknown = Unknown: not coded, and no text given that could be read; in no figure.
matrix-note =
    { told-commitment } { told-mention } { told-addressed } { told-none }
    { told-stated } { told-not-found } { told-unknown }

# Charts -----------------------------------------------------------------------------------------------------------
chart-levels = How firmly plans address each theme
chart-levels-kind = Stacked bars, { $plans }.
chart-levels-note = Number of plans by level, n = { $n }. None: absent, or not found in the text given. Plans whose level is unknown stand apart and are in no share.
chart-counts = { $label }: { $counts }, so { $share } address it.
chart-counts-none = no plan
chart-of-heading = Address it
chart-regions = Where plans address each theme, by region
chart-regions-kind = Bars, share of plans by region.
chart-regions-note = Shares are of plans whose level is known, by M49 region; the pale bar is all of these. Plans of known level or not: n = { $n }.
chart-few = Regions with fewer than five plans say little of their region.
chart-groups = How groups of countries compare
chart-groups-kind = Bars, share of plans by group.
chart-groups-note = Share of plans whose level is known, by group; the pale bar is all of them. A country may be in several groups.
chart-against = { $country } beside other plans in { $region } and all plans
chart-against-kind = Level symbols and bars.
chart-against-row = { $theme }: { $level } here; addressed by { $region-share } in { $region } and { $all-share } of all.
chart-against-note = Shares are of plans whose level is known; there are { $region-plans } in { $region } and { $all-plans } in all. { $unknown ->
    [0] The plan itself is among them.
   *[other] The plan itself is among them where its own level is known.
}
chart-against-heading = Share of plans that address the theme
chart-all = All

chart-heatmap = Every plan and theme at a glance
chart-heatmap-kind = A grid of level symbols, a row a country, firmest plans first.
chart-heatmap-row = { $country }: { $levels }.
chart-heatmap-note = Latest plan of each country, n = { $n }; sorted by the number of commitments, then of mentions. Symbols and grounds say the same.
chart-timeline = When plans begin and end, and what they address
chart-timeline-kind = A line of years with a mark a plan.
chart-timeline-note = Each bar runs from a plan’s start to its end; an arrow marks a plan without an end. The symbols show its levels, in the order { $themes }. n = { $n }.
chart-years = Later plans and earlier ones
chart-years-kind = Columns, share of plans by the years in which they begin.
chart-years-note = Shares are of plans whose level is known, by the years in which they begin; the pale column is all of these. Editions with a known start, of known level or not: n = { $n }. Where few plans begin, a share says little.
chart-years-row = { $theme }: { $shares }.
chart-years-share = { $span } { $share }
chart-together = Which themes stand in the same plans
chart-together-kind = Bars, number of plans by the themes that they address together.
chart-together-row = { $themes }: { $plans }
chart-together-only = only { $theme }
chart-together-none = none of the themes
chart-together-note = Plans whose level is known for every theme, n = { $n }. A filled dot: the theme is addressed.{ $left ->
    [0] { "" }
    [one] { " " }{ $left } plan with an unknown level is not shown.
   *[other] { " " }{ $left } plans with an unknown level are not shown.
}
chart-map = Where plans address { $theme }
chart-map-all = How many of the themes each plan addresses
chart-map-kind = World map, Equal Earth projection.
chart-map-note = { $n ->
    [one] { $n } country with a plan
   *[other] { $n } countries with a plan
}, in the headline. Grey: no plan in the spreadsheets, which is not the same as no plan. Country shapes: Natural Earth, in the public domain; the boundaries shown imply no opinion on their status.
chart-map-partial = A plan of which some theme is unknown is shown by those that are known.
chart-data-link = The figures behind this chart
chart-data-matrix = The figures are in the table of coverage by country
chart-map-not-shown = Not shown: { $countries }.
chart-map-legend = { $n ->
    [0] none found
    [one] { $n } theme
   *[other] { $n } themes
}
chart-map-unknown = unknown
chart-map-without = no plan in the data
chart-change = What changed since the earlier plan
chart-change-kind = Two marks a theme, joined by a line.
chart-change-note = Countries with at least two adopted editions, n = { $n }: the earlier one is the hollow mark, the latest the full one. Where a mark is missing, that plan’s level is unknown.
chart-change-row = { $country }: { $themes }.
chart-change-theme = { $theme } from { $from } to { $to }
chart-change-same = nothing changed
chart-more = { $n ->
    [one] { $n } more country is in the table of data.
   *[other] { $n } more countries are in the table of data.
}

# Groups -----------------------------------------------------------------------------------------------------------
group-sentence = { $group }: { $shares }.
group-share = { $theme } { $share }
group-none = No country of the group has a plan in the spreadsheets.
group-note = Groups as listed in groups.toml. A country may be in several groups or in none; n is the number of its plans whose level is known.

# How this was made ------------------------------------------------------------------------------------------------
method-unit =
    The unit is one edition of a National Action Plan and one theme. Its level is the highest that any passage of that
    edition earns. A plan addresses a theme if its level is commitment or mention, or if a yes/no sheet says yes. A plan
    whose level is unknown is in no denominator: unknown is never counted as no.
method-latest = The figures count the latest adopted plan of each country; earlier plans are in the country profiles.
method-all = The figures count every edition of every country's plan.
method-people =
    A person’s code stands before the machine’s; where both exist and differ, the difference is listed. Passages without a
    code are read, in the languages that the codebook covers, by fixed rules, with no model and no network: only the plan’s
    own state can commit; what lies in the past, is in force, or is said by others is a mention; a negated sentence earns
    nothing; words in addresses and names earn nothing. The words that decided are set in bold.
method-not-found =
    “Not found” means that text was given for the plan and nothing in it is about the theme. It does not mean that the plan
    says nothing: the spreadsheets may hold only parts of it.
method-sensitivity =
    By a strict reading only commitments count; a plan of which a yes/no sheet says yes is then left out, since it may be
    either. By a wide reading words count, too, that the codebook takes for too weak alone, such as “technology” or
    “courts”, where nothing else is found in the texts given. People’s codes stand in each.

left-nothing = Nothing was left out, and nothing needs checking.
left-remarks = { $n ->
    [one] Nothing was left out. { $n } remark is listed to check.
   *[other] Nothing was left out. { $n } remarks are listed to check.
}
left-lost = { $n ->
    [one] { $n } file, sheet, row or value was left out of the figures.
   *[other] { $n } files, sheets, rows or values were left out of the figures.
}
left-both = { $lost ->
    [one] { $lost } file, sheet, row or value was left out of the figures
   *[other] { $lost } files, sheets, rows or values were left out of the figures
}; { $n ->
    [one] { $n } remark is listed to check.
   *[other] { $n } remarks are listed to check.
}
left-where = They are listed in run.json and in a full comparison report.
left-more = and { $n } more of this kind, listed in run.json

# The workbook -----------------------------------------------------------------------------------------------------
book-coverage = Coverage
book-evidence = Evidence
book-problems = Problems
book-codebook = Codebook
book-start = Start
book-end = End
book-headline = In headline
book-yes = yes
book-no = no
book-section = Section
book-page = Page
book-matched = Deciding words
book-rule = Rule
book-remarks = Remarks
book-sheet = Sheet
book-cell = Cell
book-severity = Severity
book-error = error
book-warning = warning
book-note = note
book-hint = What to do
book-id = Id
book-name = Name
book-says = Meaning
book-terms = Terms: { $strong } that count alone, { $weak } that need company.
book-languages = Languages read
