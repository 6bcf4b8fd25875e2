# Les mots des rapports en français. Voir words.en.ftl pour la manière de les écrire.

language-name = Français

# Joindre et compter -----------------------------------------------------------------------------------------------
list-last = { $first } et { $last }
plans = { $n ->
    [one] { $n } plan
   *[other] { $n } plans
}
countries = { $n ->
    [one] { $n } pays
   *[other] { $n } pays
}
opening = { $n ->
    [0] Aucun
    [1] Un
    [2] Deux
    [3] Trois
    [4] Quatre
    [5] Cinq
    [6] Six
    [7] Sept
    [8] Huit
    [9] Neuf
    [10] Dix
   *[other] { $n }
}
of = { $hit } sur { $of }
of-percent = { $hit } sur { $of } ({ $percent } %)
of-plans = { $hit ->
    [one] { $hit } plan
   *[other] { $hit } plans
} sur { $of }
no-data = aucune donnée
percent = { $percent } %
date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
quote = « { $words } »
colon = { $label } :

# Niveaux et fondements --------------------------------------------------------------------------------------------
level-commitment = Engagement
level-addressed = Abordé
level-mention = Mention
level-none = Aucun
level-unknown = Inconnu
verdict-not-found = Non trouvé
verdict-stated = Sans référence
verdict-conflict = Inconnu (désaccord)
basis-disagree = les codeurs sont en désaccord
basis-coded = codé par une personne
basis-excerpt = un passage du plan
basis-stated = la source le dit
basis-silent = non trouvé dans le texte fourni
basis-not-read = un passage n’a pas pu être lu
basis-missing = ni texte ni code n’est fourni
basis-machine = { $basis } ; la machine lit { $level }
period-since = depuis { $year }
period-undated = sans date

remark-condition = condition : { $words }
remark-heading = thème tiré du titre { $words }
remark-sheet = thème tiré de la feuille, qui y classe la ligne
remark-contradicts = contredit l’affirmation en { $place }
remark-disagree = codes en désaccord : { $codes }
remark-disagree-more = codes en désaccord : { $codes } ; { $more ->
    [one] et { $more } autre
   *[other] et { $more } autres
}
remark-code-at = { $level } en { $place }
remark-not-read = un passage n’a pas été lu : { $language }
remark-not-read-theme = un passage n’a pas été lu : langue sans termes pour ce thème
remark-in-development = le plan est encore en préparation

place-row = ligne { $at }
place-line = ligne { $at }
place-column = colonne { $at }
page-short = p. { $page }

# La réponse -------------------------------------------------------------------------------------------------------
lead-no-plan = Les tableurs ne contiennent aucun plan qui ait pu être lu ; rien ne peut être dit de la couverture.
lead-unknown = { $n ->
    [one] Pour le seul plan, aucun thème n’a été codé et aucun texte n’est fourni : la couverture est inconnue.
   *[other] Pour les { $n } plans, aucun thème n’a été codé et aucun texte n’est fourni : la couverture est inconnue.
}
in-plans-one-none = dans aucun plan
in-plans-one-all = dans le seul plan
in-plans-none = dans aucun des { $n } plans
in-plans-all = dans chacun des { $n } plans
in-plans-share = { $hit ->
    [one] dans { $hit } plan sur { $of }
   *[other] dans { $hit } plans sur { $of }
}
in-plans-some = { $shares } plans
extremes-same = { $themes ->
    [one] Le thème { $top } est abordé { $in-top }.
   *[other] Thèmes également abordés : { $top }, { $in-top }.
}
extremes-apart = Plans qui traitent chaque thème, parmi ceux dont le niveau est connu : { $shares }.
extremes = { $top-count ->
    [one] Thème le plus souvent abordé : { $top }, { $in-top } ; le moins souvent : { $bottom }, { $in-bottom }.
   *[other] Thèmes les plus souvent abordés : { $top }, { $in-top } ; le moins souvent : { $bottom }, { $in-bottom }.
}
every-theme = { $themes ->
    [2] les deux thèmes
   *[other] les { $themes } thèmes
}
any-theme = { $themes ->
    [2] aucun des deux
   *[other] aucun
}
all-themes = { $case ->
    [none-one] Le plan n’aborde pas à la fois, à notre connaissance, { $every }
    [none] Aucun des { $n } plans n’aborde à la fois, à notre connaissance, { $every }
    [one-of-one] Le plan aborde { $every }
    [all] Les { $n } plans abordent { $every }
    [one] Un plan sur { $n } aborde { $every }
   *[some] { $opening } plans sur { $n } abordent { $every }
}
no-themes = { $case ->
    [one] { $any } des thèmes n’a été trouvé dans le plan.
    [all] { $any } des thèmes n’a été trouvé dans un plan.
   *[some] { $first } ; dans { $some }, { $any } n’a été trouvé.
}

finding-unknown = { $n ->
    [one] inconnu pour le seul plan.
   *[other] inconnu pour les { $n } plans.
}
finding-none = { $n ->
    [one] le seul plan n’aborde pas, d’après les données, { $phrase }
   *[other] aucun des { $n } plans n’aborde, d’après les données, { $phrase }
}
finding-all = { $n ->
    [one] le seul plan aborde { $phrase }
   *[other] les { $n } plans abordent { $phrase }
}
finding-some = { $hit ->
    [one] { $of-plans } aborde { $phrase }
   *[other] { $of-plans } abordent { $phrase }
}
firm-none = , aucun avec un engagement
firm-one = , avec un engagement
firm-all = , tous avec un engagement
firm-some = , dont { $n } avec un engagement
firm-unclear-all = , tous connus seulement par un « oui »
firm-unclear = , dont { $n } par un simple « oui »
finding-not-counted = { $n ->
    [one] Le niveau de { $n } plan est inconnu ; il n’est pas compté.
   *[other] Le niveau de { $n } plans est inconnu ; ils ne sont pas comptés.
}
key-nothing = rien de connu
key-note = { $of ->
    [one] plan l’aborde ; { $committed } avec un engagement
   *[other] plans l’abordent ; { $committed } avec un engagement
}
key-unknown = { " " }; { $n } { $n ->
    [one] inconnu
   *[other] inconnus
}

plan-in-development = Le plan est encore en préparation : rien ne peut encore en être dit.
plan-commits = contient un engagement ({ $themes })
plan-addresses = aborde, selon la source, { $themes }
plan-mentions = mentionne { $themes }
plan-not = n’aborde pas { $themes }
plan-sentence = Le plan { $clauses }.
plan-silent = Non trouvé dans le texte fourni : { $themes }.
plan-unknown = Inconnu : { $themes }.

# Titres et étiquettes ---------------------------------------------------------------------------------------------
kicker-comparison = Rapport de couverture
kicker-country = Profil de pays
kicker-theme = Fiche thématique
kicker-briefing = Note de synthèse
title-comparison = Ce que les plans d’action nationaux disent des thèmes { $themes }
subtitle-comparison = Plans d’action nationaux « entreprises et droits de l’homme » : comparaison
title-country = { $country } : { $themes } dans son plan d’action national
subtitle-country = Ce que dit son plan d’action national : { $themes }
title-theme = { $theme } dans les plans d’action nationaux
subtitle-theme = Quels plans abordent { $phrase }, avec quelle fermeté, et où ils le disent
subject-comparison = Couverture des thèmes { $themes } dans les plans d’action nationaux « entreprises et droits de l’homme »
subject-country = Couverture des thèmes { $themes } dans le plan d’action national : { $country }
keyword-plan = plan d’action national
keyword-field = entreprises et droits de l’homme
fact-date = Date
fact-scope = Champ
fact-data = Données
fact-plan = Plan
fact-region = Région
fact-covers = Comprend
fact-publisher = Éditeur
scope-latest = { $n ->
    [one] { $n } pays, son dernier plan
   *[other] { $n } pays, le dernier plan de chacun
}
data-none = aucun fichier n’a pu être utilisé
data-many = { $n } tableurs, énumérés sous « Comment ce rapport a été fait »
status-development = en préparation
status-editions = la plus récente de { $n } éditions
made-with = { $date } · produit avec nap-report { $version }
page = Page

h-found = Constats
h-contents = Sommaire
h-matrix = Couverture par pays
h-levels = Niveaux par thème
h-regions = Couverture par région
h-by-region = Par région
h-groups = Couverture par groupe
h-time = Dans le temps
h-together = Quels thèmes vont ensemble
h-map = Où sont les plans
h-change = Depuis le plan précédent
h-evidence = Preuves par pays
h-passages = Passages
h-passages-of = Passages, { $period }
h-editions = Éditions
h-countries = Pays, du plus ferme au moins ferme
h-method = Comment ce rapport a été fait
h-themes = Thèmes
h-sensitivity = Ce que change la manière de lire
h-sources = Sources
h-left-out = Ce qui a été écarté, et ce qui est à vérifier
h-data = Les chiffres derrière les graphiques

# What changed since an earlier run.
h-changed = Ce qui a changé
h-changed-policy = Dans les plans
h-changed-method = Dans la méthode seulement
kicker-changed = Changements entre deux rapports
changed-between = Du rapport du { $since } à celui du { $until }
changed-intro = Par rapport au rapport du { $since }, qui comptait { $before } ; celui-ci compte { $now }.
changed-since = Par rapport au rapport du { $since }.
changed-nothing = Aucun plan et aucun niveau ne diffère du rapport du { $since }.
changed-policy-none = Rien n’a changé dans les plans.
changed-method-note = Ce ne sont pas des changements de politique : des plans qui existaient déjà sont codés, lus ou répertoriés autrement.
changed-share = { $now } l’abordent maintenant, { $before } auparavant.
changed-level = { $theme } passe de « { $from } » à « { $to } »
changed-new-plan = son premier plan.
changed-new-edition = une nouvelle édition, après { $before }.
changed-adopted = adopté ; il était en préparation.
changed-listed = nouveau dans le tableau. Le plan a commencé avant le rapport précédent, ou sa date n’est pas indiquée.
changed-listed-too = nouveau dans le tableau, à côté de { $before }. Le plan a commencé avant le rapport précédent, ou sa date n’est pas indiquée.
changed-period = le même plan ; sa période était indiquée comme { $before }.
changed-gone = n’est plus dans le tableau.
changed-themes-new = Nouveau dans le livre de codes : { $themes }.
changed-themes-gone = N’est plus dans le livre de codes : { $themes }.
changed-more = { $n ->
    [one] et { $n } autre ; nap-report diff les énumère tous
   *[other] et { $n } autres ; nap-report diff les énumère tous
}
changed-method-differs = Entre les deux rapports, ceci a aussi changé : { $parts }.
cause-new-edition = dans la nouvelle édition
cause-adopted = avec l’adoption du plan
cause-listed = dans une édition nouvelle dans le tableau
cause-text = le tableau contient d’autres mots du plan
cause-recoded = une personne l’a codé autrement, ou la source dit autre chose
cause-codebook = les mêmes mots, lus avec un autre livre de codes
cause-tool = les mêmes mots, lus par une autre version de l’outil
cause-settings = les mêmes mots, avec d’autres réglages ou sous une autre forme de tableau
cause-unread = personne ne l’a codé ni cité, de sorte que rien n’est connu maintenant
method-of-codebook = le livre de codes
method-of-tool = l’outil
method-of-settings = les graphies, les noms ou les mots des colonnes

col-country = Pays
col-period = Période
col-level = Niveau
col-cell = Cellule source
col-theme = Thème
col-basis = Fondement
col-edition = Édition
col-file = Fichier
col-sheets = Feuilles
col-rows = Lignes
col-used = Utilisées
col-kind = Type
col-what = Quoi
col-place = Où
col-group = Groupe
col-plans = Plans
col-strict = Strict : engagements
col-default = Rapport
col-wide = Large
row-address = L’abordent
text-file = texte
sheets-none = aucune

# Passages ---------------------------------------------------------------------------------------------------------
passages-more = { $n ->
    [one] Un autre passage se trouve dans le profil : { $country }.
   *[other] { $n } autres passages se trouvent dans le profil : { $country }.
}
passage-none-theme = Sur aucun des thèmes
passage-not-read = Non lu pour les thèmes : dans une langue que le livre de codes ne couvre pas, ou qui n’a pu être reconnue
passage-machine = lu par la machine
passage-statement = affirmé par la source, pas un passage du plan
passages-none = Aucun passage de ce plan ne figure dans les tableurs.
passages-none-coded = Aucun passage de ce plan ne figure dans les tableurs ; les niveaux reposent sur les seuls codes.
passages-code-only = Code d’une personne ; aucun passage qui le montre ne figure dans les tableurs.
theme-none = Aucun plan n’est connu pour aborder ce thème.
method-elsewhere = Le rapport de comparaison explique comment les niveaux sont établis.

key-commitment = prévoient, proposent ou poursuivent une action
key-addressed = l’abordent, sans que l’on sache comment
key-mention = le décrivent, sans action à venir
key-none = absent, ou non trouvé dans le texte fourni
key-not-known = inconnu, dans aucune part

# What each level says: a sentence each, and all of them in a note.
told-commitment = Engagement : l’État prévoit, propose ou poursuit une action.
told-mention = Mention : le thème est décrit, cité comme droit ou mécanisme en vigueur, ou figure comme action passée, contexte ou principe.
told-addressed = Abordé : une grille oui/non dit oui.
told-none = Aucun : une personne a codé le thème comme absent.
told-stated = Sans référence : la source le dit.
told-not-found = Non trouvé : rien dans le texte fourni ne porte sur le thème.
told-unknown = Inconnu : ni code, ni texte qui ait pu être lu ; dans aucun chiffre.
matrix-note =
    { told-commitment } { told-mention } { told-addressed } { told-none }
    { told-stated } { told-not-found } { told-unknown }

# Graphiques -------------------------------------------------------------------------------------------------------
chart-levels = Avec quelle fermeté les plans abordent chaque thème
chart-levels-kind = Barres empilées, { $plans }.
chart-levels-note = Nombre de plans par niveau, n = { $n }. Aucun : absent, ou non trouvé dans le texte fourni. Les plans dont le niveau est inconnu sont à part et n’entrent dans aucune part.
chart-counts = { $label } : { $counts }, donc { $share } l’abordent.
chart-counts-none = aucun plan
chart-of-heading = L’abordent
chart-regions = Où les plans abordent chaque thème, par région
chart-regions-kind = Barres, part des plans par région.
chart-regions-note = Les parts sont celles des plans dont le niveau est connu, par région M49 ; la barre pâle les représente tous. Plans de niveau connu ou non : n = { $n }.
chart-few = Les régions de moins de cinq plans disent peu de leur région.
chart-groups = Comparaison des groupes de pays
chart-groups-kind = Barres, part des plans par groupe.
chart-groups-note = Part des plans dont le niveau est connu, par groupe ; la barre pâle les représente tous. Un pays peut être dans plusieurs groupes.
chart-against = { $country } à côté des autres plans ({ $region }) et de tous les plans
chart-against-kind = Symboles de niveau et barres.
chart-against-row = { $theme } : ici { $level } ; abordé par { $region-share } ({ $region }) et par { $all-share } en tout.
chart-against-note = Les parts sont celles des plans dont le niveau est connu ; il y a { $region-plans } ({ $region }) et { $all-plans } en tout. { $unknown ->
    [0] Le plan lui-même en fait partie.
   *[other] Le plan lui-même en fait partie là où son niveau est connu.
}
chart-against-heading = Part des plans qui abordent le thème
chart-all = Tous

chart-heatmap = Chaque plan et chaque thème d’un coup d’œil
chart-heatmap-kind = Une grille de symboles de niveau, une ligne par pays, les plans les plus fermes d’abord.
chart-heatmap-row = { $country } : { $levels }.
chart-heatmap-note = Dernier plan de chaque pays, n = { $n } ; triés par nombre d’engagements, puis de mentions. Symboles et fonds disent la même chose.
chart-timeline = Quand les plans débutent et prennent fin, et ce qu’ils abordent
chart-timeline-kind = Une ligne d’années avec une marque par plan.
chart-timeline-note = Chaque barre va du début à la fin d’un plan ; une flèche signale un plan sans fin. Les symboles montrent ses niveaux, dans l’ordre { $themes }. n = { $n }.
chart-years = Plans récents et plans anciens
chart-years-kind = Colonnes, part des plans selon les années de leur début.
chart-years-note = Les parts sont celles des plans dont le niveau est connu, selon les années de leur début ; la colonne pâle les représente tous. Éditions dont le début est connu, de niveau connu ou non : n = { $n }. Là où peu de plans débutent, une part dit peu.
chart-years-row = { $theme } : { $shares }.
chart-years-share = { $span } { $share }
chart-together = Quels thèmes figurent dans les mêmes plans
chart-together-kind = Barres, nombre de plans selon les thèmes qu’ils abordent ensemble.
chart-together-row = { $themes } : { $plans }
chart-together-only = { $theme } seulement
chart-together-none = aucun des thèmes
chart-together-note = Plans dont le niveau est connu pour chaque thème, n = { $n }. Point plein : le thème est abordé.{ $left ->
    [0] { "" }
    [one] { " " }{ $left } plan dont un niveau est inconnu n’est pas montré.
   *[other] { " " }{ $left } plans dont un niveau est inconnu ne sont pas montrés.
}
chart-map = Où les plans abordent { $theme }
chart-map-all = Combien de thèmes chaque plan aborde
chart-map-kind = Carte du monde, projection Equal Earth.
chart-map-note = { $n } pays avec un plan, selon le champ du rapport. Gris : aucun plan dans les tableurs, ce qui ne veut pas dire aucun plan. Formes des pays : Natural Earth, domaine public ; les frontières montrées n’expriment aucun avis sur leur statut.
chart-map-partial = Un plan dont un thème est inconnu est montré d’après ceux qui sont connus.
chart-data-link = Les chiffres derrière ce graphique
chart-data-matrix = Les chiffres figurent dans le tableau de la couverture par pays
chart-map-not-shown = Non montrés : { $countries }.
chart-map-legend = { $n ->
    [0] aucun trouvé
    [one] { $n } thème
   *[other] { $n } thèmes
}
chart-map-unknown = inconnu
chart-map-without = aucun plan dans les données
chart-change = Ce qui a changé depuis le plan précédent
chart-change-kind = Deux marques par thème, reliées par un trait.
chart-change-note = Pays ayant au moins deux éditions adoptées, n = { $n } : la précédente est la marque creuse, la dernière la marque pleine. Là où une marque manque, le niveau de ce plan est inconnu.
chart-change-row = { $country } : { $themes }.
chart-change-theme = { $theme } de { $from } à { $to }
chart-change-same = rien n’a changé
chart-more = { $n ->
    [one] Un autre pays figure dans le tableau des données.
   *[other] { $n } autres pays figurent dans le tableau des données.
}

# Groupes ----------------------------------------------------------------------------------------------------------
group-sentence = { $group } : { $shares }.
group-share = { $theme } { $share }
group-none = Aucun pays du groupe n’a de plan dans les tableurs.
group-note = Groupes énumérés dans groups.toml. Un pays peut être dans plusieurs groupes ou dans aucun ; n est le nombre de ses plans dont le niveau est connu.

# Méthode ----------------------------------------------------------------------------------------------------------
method-unit =
    L’unité est une édition d’un plan d’action national et un thème. Son niveau est le plus élevé que mérite un passage de cette
    édition. Un plan aborde un thème si son niveau est engagement ou mention, ou si une grille oui/non dit oui. Un plan dont le
    niveau est inconnu n’entre dans aucun dénominateur : inconnu n’est jamais compté comme non.
method-latest = Les chiffres comptent le dernier plan adopté de chaque pays ; les plans antérieurs figurent dans les profils de pays.
method-all = Les chiffres comptent chaque édition du plan de chaque pays.
method-people =
    Le code d’une personne l’emporte sur celui de la machine ; lorsque les deux existent et diffèrent, la différence est signalée.
    Les passages sans code sont lus, dans les langues que couvre le livre de codes, selon des règles fixes, sans modèle ni réseau :
    seul l’État du plan peut s’engager ; ce qui est passé, en vigueur ou dit par d’autres est une mention ; une phrase négative ne
    vaut rien ; les mots dans des adresses et des noms ne valent rien. Les mots qui ont décidé sont en gras.
method-not-found =
    « Non trouvé » signifie qu’un texte a été fourni pour le plan et que rien n’y porte sur le thème. Cela ne signifie pas que le
    plan n’en dit rien : les tableurs peuvent n’en contenir que des parties.
method-sensitivity =
    Dans une lecture stricte, seuls les engagements comptent ; un plan pour lequel une grille oui/non dit oui est alors laissé de
    côté, car il peut être l’un ou l’autre. Dans une lecture large comptent aussi des mots que le livre de codes juge trop faibles
    seuls, tels que « technologie » ou « tribunaux », lorsque rien d’autre n’est trouvé dans les textes fournis. Les codes des
    personnes valent dans chaque lecture.

left-nothing = Rien n’a été écarté, et rien n’est à vérifier.
left-remarks = { $n ->
    [one] Rien n’a été écarté. { $n } remarque est à vérifier.
   *[other] Rien n’a été écarté. { $n } remarques sont à vérifier.
}
left-lost = { $n ->
    [one] { $n } fichier, feuille, ligne ou valeur a été écarté des chiffres.
   *[other] { $n } fichiers, feuilles, lignes ou valeurs ont été écartés des chiffres.
}
left-both = { $lost ->
    [one] { $lost } fichier, feuille, ligne ou valeur a été écarté des chiffres
   *[other] { $lost } fichiers, feuilles, lignes ou valeurs ont été écartés des chiffres
} ; { $n ->
    [one] { $n } remarque est à vérifier.
   *[other] { $n } remarques sont à vérifier.
}
left-where = La liste figure dans run.json et dans un rapport comparatif complet.
left-more = et { $n } de plus de ce type, dans run.json

# Le classeur ------------------------------------------------------------------------------------------------------
book-coverage = Couverture
book-evidence = Preuves
book-problems = Problèmes
book-codebook = Livre de codes
book-start = Début
book-end = Fin
book-headline = Compté
book-yes = oui
book-no = non
book-section = Section
book-page = Page
book-matched = Mots décisifs
book-rule = Règle
book-remarks = Remarques
book-sheet = Feuille
book-cell = Cellule
book-severity = Gravité
book-error = erreur
book-warning = avertissement
book-note = note
book-hint = Que faire (en anglais)
book-id = Identifiant
book-name = Nom
book-says = Sens
book-terms = Termes : { $strong } qui comptent seuls, { $weak } qui doivent être accompagnés.
book-languages = Langues lues

# Problèmes : ce que chaque type veut dire. Le message complet, en anglais, est dans run.json. ------------------------
problem-unreadable-file = Le fichier ne peut pas être lu
problem-unsupported-format = Format de fichier non pris en charge
problem-format-mismatch = Le contenu n’est pas du format que dit le nom
problem-password-protected = Le fichier est protégé par un mot de passe
problem-too-large = Plus grand que ce que l’outil accepte
problem-missing-sheet = La feuille demandée n’existe pas
problem-no-table = Aucun tableau n’a été reconnu
problem-empty-file = Le fichier est vide
problem-no-input = Aucun tableur n’a été trouvé
problem-sheet-not-used = La feuille n’est pas utilisée
problem-hidden-sheet = Feuille masquée, non utilisée
problem-hidden-rows = Lignes masquées, non utilisées
problem-filtered-rows = Lignes masquées par un filtre, utilisées
problem-hidden-columns = Colonnes masquées, utilisées
problem-hidden-unknown = On ne sait pas quelles lignes sont masquées
problem-unfilled-template = Modèle non rempli
problem-bad-mapping = Le fichier de correspondance ne peut pas être utilisé
problem-encoding-guessed = L’encodage a été deviné
problem-unknown-column = En-tête de colonne non compris
problem-duplicate-column = Deux colonnes pour la même chose
problem-cell-error = La cellule contient une erreur
problem-cell-too-long = La cellule est trop longue
problem-ragged-row = La ligne a plus de cellules que l’en-tête
problem-filled-down = Pays repris de la ligne au-dessus
problem-row-without-country = Ligne sans pays
problem-row-not-used = Ligne que le tableau lui-même exclut
problem-furniture-row = Ligne qui n’est pas une donnée
problem-unclosed-quote = Guillemet qui n’est pas fermé
problem-unknown-theme = Thème non compris
problem-unknown-level = Valeur non comprise, donc inconnue
problem-several-codes = Plusieurs codes dans une cellule
problem-percent-value = Un pourcentage n’est pas un code
problem-colour-only = Le sens n’est donné que par la couleur
problem-odd-characters = Caractères inhabituels
problem-unknown-scale = Échelle de notes inconnue
problem-unknown-country = Pays inconnu
problem-ambiguous-country = Nom partagé par plusieurs pays
problem-look-alike-letters = Lettres d’un autre alphabet qui se ressemblent
problem-country-spellings = Plusieurs graphies d’un pays
problem-country-mismatch = Le nom et le code désignent des pays différents
problem-unknown-period = Période non comprise
problem-period-reversed = La période finit avant de commencer
problem-no-period = Période non indiquée
problem-undated-edition = Édition sans date à côté d’éditions datées
problem-no-plan = Pas de plan selon la feuille
problem-unknown-status = État du plan non compris, donc inconnu
problem-same-edition = Deux indications d’un même plan réunies
problem-country-by-code = Pays reconnu par son code
problem-period-mismatch = Deux indications de la période diffèrent
problem-contradiction = Une affirmation et un passage se contredisent
problem-conflict = Codes en désaccord, donc inconnu
problem-code-differs = La machine lit autre chose que le code de la personne
problem-no-passage = Mention provisoire à la place d’un passage
problem-code-for-passage = Code à la place d’un passage
problem-code-without-passage = Code sans passage qui le montre
problem-duplicate-row = Ligne répétée, comptée une fois
problem-language-not-coded = Passage dans une langue qui n’est pas lue
problem-overlapping-editions = Deux éditions se chevauchent
problem-bad-template = Fichier de modèle incorrect
problem-bad-project = Fichier de projet incorrect
problem-missing-glyph = Caractères sans dessin dans les polices
