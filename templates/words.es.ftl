# Las palabras de los informes en español. Véase words.en.ftl sobre cómo se escriben.

language-name = Español

# Unir y contar ----------------------------------------------------------------------------------------------------
list-last = { $i ->
    [yes] { $first } e { $last }
   *[no] { $first } y { $last }
}
plans = { $n ->
    [one] { $n } plan
   *[other] { $n } planes
}
countries = { $n ->
    [one] { $n } país
   *[other] { $n } países
}
opening = { $n ->
    [0] Ninguno
    [1] Un
    [2] Dos
    [3] Tres
    [4] Cuatro
    [5] Cinco
    [6] Seis
    [7] Siete
    [8] Ocho
    [9] Nueve
    [10] Diez
   *[other] { $n }
}
of = { $hit } de { $of }
of-percent = { $hit } de { $of } ({ $percent } %)
of-plans = { $hit } de { $of ->
    [one] { $of } plan
   *[other] { $of } planes
}
no-data = sin datos
percent = { $percent } %
date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }
quote = «{ $words }»
colon = { $label }:

# Niveles y fundamentos --------------------------------------------------------------------------------------------
level-commitment = Compromiso
level-addressed = Abordado
level-mention = Mención
level-none = Ninguno
level-unknown = Desconocido
verdict-not-found = No hallado
verdict-stated = Sin referencia
verdict-conflict = Desconocido (desacuerdo)
basis-disagree = los codificadores no coinciden
basis-coded = codificado por una persona
basis-excerpt = un pasaje del plan
basis-stated = lo dice la fuente
basis-silent = no hallado en el texto facilitado
basis-not-read = un pasaje no pudo leerse
basis-missing = no se facilitó texto ni código
basis-machine = { $basis }; la máquina lee { $level }
period-since = desde { $year }
period-undated = sin fecha

remark-condition = condición: { $words }
remark-heading = tema tomado del título { $words }
remark-sheet = tema tomado de la hoja, que clasifica en él la fila
remark-contradicts = contradice la afirmación en { $place }
remark-disagree = códigos en desacuerdo: { $codes }
remark-disagree-more = códigos en desacuerdo: { $codes }; y { $more } más
remark-code-at = { $level } en { $place }
remark-not-read = un pasaje no se leyó: { $language }
remark-not-read-theme = un pasaje no se leyó: idioma sin términos para este tema
remark-in-development = el plan está todavía en preparación

place-row = fila { $at }
place-line = línea { $at }
place-column = columna { $at }
page-short = p. { $page }

# La respuesta -----------------------------------------------------------------------------------------------------
lead-no-plan = Las hojas de cálculo no contienen ningún plan que pudiera leerse; nada puede decirse de la cobertura.
lead-unknown = { $n ->
    [one] Para el único plan no se ha codificado ningún tema ni se facilitó texto: la cobertura es desconocida.
   *[other] Para los { $n } planes no se ha codificado ningún tema ni se facilitó texto: la cobertura es desconocida.
}
in-plans-one-none = en ningún plan
in-plans-one-all = en el único plan
in-plans-none = en ninguno de { $n } planes
in-plans-all = en todos los { $n } planes
in-plans-share = en { $hit } de { $of } planes
in-plans-some = en { $shares } planes
extremes-same = { $themes ->
    [one] El tema { $top } se aborda { $in-top }.
   *[other] Temas abordados por igual: { $top }, { $in-top }.
}
extremes-apart = Planes que abordan cada tema, entre aquellos cuyo nivel se conoce: { $shares }.
extremes = { $top-count ->
    [one] Tema abordado con más frecuencia: { $top }, { $in-top }; con menos frecuencia: { $bottom }, { $in-bottom }.
   *[other] Temas abordados con más frecuencia: { $top }, { $in-top }; con menos frecuencia: { $bottom }, { $in-bottom }.
}
every-theme = { $themes ->
    [2] ambos temas
   *[other] los { $themes } temas
}
any-theme = { $themes ->
    [2] ninguno de los dos
   *[other] ninguno
}
all-themes = { $case ->
    [none-one] No consta que el plan aborde { $every }
    [none] No consta que ninguno de los { $n } planes aborde { $every }
    [one-of-one] El plan aborda { $every }
    [all] Los { $n } planes abordan { $every }
    [one] Un plan de { $n } aborda { $every }
   *[some] { $opening } de { $n } planes abordan { $every }
}
no-themes = { $case ->
    [one] { $any } de los temas se halló en el plan.
    [all] { $any } de los temas se halló en ningún plan.
   *[some] { $first }; en { $count ->
        [1] uno
       *[other] { $some }
    } no se halló { $any }.
}

finding-unknown = { $n ->
    [one] desconocido para el único plan.
   *[other] desconocido para los { $n } planes.
}
finding-none = { $n ->
    [one] no se halló que el único plan aborde { $phrase }
   *[other] no se halló que ninguno de los { $n } planes aborde { $phrase }
}
finding-all = { $n ->
    [one] el único plan aborda { $phrase }
   *[other] los { $n } planes abordan { $phrase }
}
finding-some = { $hit ->
    [one] { $of-plans } aborda { $phrase }
   *[other] { $of-plans } abordan { $phrase }
}
firm-none = , ninguno con un compromiso
firm-one = , con un compromiso
firm-all = , todos con un compromiso
firm-some = , { $n } con un compromiso
firm-unclear-all = , de todos se sabe solo por un «sí»
firm-unclear = , de { $n } se sabe solo por un «sí»
finding-not-counted = { $n ->
    [one] Se desconoce el nivel de { $n } plan; no se cuenta.
   *[other] Se desconoce el nivel de { $n } planes; no se cuentan.
}
key-nothing = nada conocido
key-note = { $of ->
    [one] plan lo aborda; { $committed } con un compromiso
   *[other] planes lo abordan; { $committed } con un compromiso
}
key-unknown = ; { $n } { $n ->
    [one] desconocido
   *[other] desconocidos
}

plan-in-development = El plan está todavía en preparación: nada puede decirse aún de él.
plan-commits = contiene un compromiso ({ $themes })
plan-addresses = aborda, según la fuente, { $themes }
plan-mentions = menciona { $themes }
plan-not = no aborda { $themes }
plan-sentence = El plan { $clauses }.
plan-silent = No hallado en el texto facilitado: { $themes }.
plan-unknown = Desconocido: { $themes }.

# Títulos y etiquetas ----------------------------------------------------------------------------------------------
kicker-comparison = Informe de cobertura
kicker-country = Perfil de país
kicker-theme = Ficha temática
kicker-briefing = Nota informativa
title-comparison = Qué dicen los planes de acción nacionales sobre { $themes }
subtitle-comparison = Planes de acción nacionales sobre empresas y derechos humanos, comparados
title-country = { $country }: { $themes } en su plan de acción nacional
subtitle-country = Qué dice su plan de acción nacional sobre { $themes }
title-theme = { $theme } en los planes de acción nacionales
subtitle-theme = Qué planes abordan { $phrase }, con qué firmeza y dónde lo dicen
subject-comparison = Cobertura de { $themes } en los planes de acción nacionales sobre empresas y derechos humanos
subject-country = Cobertura de { $themes } en el plan de acción nacional de { $country }
keyword-plan = plan de acción nacional
keyword-field = empresas y derechos humanos
fact-date = Fecha
fact-scope = Alcance
fact-data = Datos
fact-plan = Plan
fact-region = Región
fact-covers = Abarca
fact-publisher = Editor
scope-latest = { $n ->
    [one] { $n } país, su último plan
   *[other] { $n } países, el último plan de cada uno
}
data-none = no pudo usarse ningún archivo
data-many = { $n } hojas de cálculo, enumeradas en «Cómo se hizo este informe»
status-development = en preparación
status-editions = la más reciente de { $n } ediciones
made-with = { $date } · hecho con nap-report { $version }
page = Página

h-found = Qué se halló
h-contents = Índice
h-matrix = Cobertura por país
h-levels = Niveles por tema
h-regions = Cobertura por región
h-by-region = Por región
h-groups = Cobertura por grupo
h-time = A lo largo del tiempo
h-together = Qué temas van juntos
h-map = Dónde están los planes
h-change = Desde el plan anterior
h-evidence = Pruebas por país
h-passages = Pasajes
h-passages-of = Pasajes, { $period }
h-editions = Ediciones
h-countries = Países, de mayor a menor firmeza
h-method = Cómo se hizo este informe
h-themes = Temas
h-sensitivity = Cómo cambian las cifras según la lectura
h-sources = Fuentes
h-left-out = Qué se dejó fuera y qué conviene comprobar
h-data = Las cifras detrás de los gráficos

# What changed since an earlier run.
h-changed = Qué ha cambiado
h-changed-policy = En los planes
h-changed-method = Solo en el método
kicker-changed = Cambios entre dos informes
changed-between = Del informe del { $since } al del { $until }
changed-intro = En comparación con el informe del { $since }, que contaba { $before }; este cuenta { $now }.
changed-since = En comparación con el informe del { $since }.
changed-nothing = Ningún plan y ningún nivel difiere del informe del { $since }.
changed-policy-none = Nada ha cambiado en los planes.
changed-method-note = No son cambios de política: planes que ya existían se codifican, se leen o se registran de otro modo.
changed-share = { $now } lo abordan ahora, { $before } antes.
changed-level = { $theme } pasa de { $from } a { $to }
changed-new-plan = su primer plan.
changed-new-edition = una nueva edición, después de { $before }.
changed-adopted = aprobado; estaba en elaboración.
changed-listed = nuevo en la tabla. El plan empezó antes del informe anterior, o no consta su fecha.
changed-listed-too = nuevo en la tabla, junto a { $before }. El plan empezó antes del informe anterior, o no consta su fecha.
changed-period = el mismo plan; su período figuraba como { $before }.
changed-gone = ya no está en la tabla.
changed-themes-new = Nuevo en el libro de códigos: { $themes }.
changed-themes-gone = Ya no está en el libro de códigos: { $themes }.
changed-more = { $n ->
    [one] y { $n } más; nap-report diff los enumera todos
   *[other] y { $n } más; nap-report diff los enumera todos
}
changed-method-differs = Entre los dos informes también cambió lo siguiente: { $parts }.
cause-new-edition = en la nueva edición
cause-adopted = con la aprobación del plan
cause-listed = en una edición nueva en la tabla
cause-text = la tabla tiene otras palabras del plan
cause-recoded = una persona lo codificó de otro modo, o la fuente dice otra cosa
cause-codebook = las mismas palabras, leídas con otro libro de códigos
cause-tool = las mismas palabras, leídas por otra versión de la herramienta
cause-settings = las mismas palabras, con otros ajustes o en otra forma de tabla
cause-unread = nadie lo ha codificado ni citado, así que ahora no se sabe nada
method-of-codebook = el libro de códigos
method-of-tool = la herramienta
method-of-settings = las grafías, los nombres o las palabras de las columnas

col-country = País
col-period = Período
col-level = Nivel
col-cell = Celda de origen
col-theme = Tema
col-basis = Fundamento
col-edition = Edición
col-file = Archivo
col-sheets = Hojas
col-rows = Filas
col-used = Usadas
col-kind = Tipo
col-what = Qué
col-place = Dónde
col-group = Grupo
col-plans = Planes
col-strict = Estricta: compromisos
col-default = Del informe
col-wide = Amplia
row-address = Lo abordan
text-file = texto
sheets-none = ninguna

# Pasajes ----------------------------------------------------------------------------------------------------------
passages-more = { $n ->
    [one] Otro pasaje figura en el perfil de { $country }.
   *[other] Otros { $n } pasajes figuran en el perfil de { $country }.
}
passage-none-theme = Sobre ninguno de los temas
passage-not-read = No leído para los temas: en un idioma que el libro de códigos no cubre, o que no pudo reconocerse
passage-machine = leído por la máquina
passage-statement = afirmado por la fuente, no es un pasaje del plan
passages-none = Ningún pasaje de este plan figura en las hojas de cálculo.
passages-none-coded = Ningún pasaje de este plan figura en las hojas de cálculo; los niveles se basan solo en los códigos.
passages-code-only = Código de una persona; ningún pasaje que lo muestre figura en las hojas de cálculo.
theme-none = No consta que ningún plan aborde este tema.
method-elsewhere = El informe de comparación explica cómo se establecen los niveles.

key-commitment = prevén, proponen o continúan una acción
key-addressed = lo abordan, sin que se sepa cómo
key-mention = lo describen, sin acción futura
key-none = ausente, o no hallado en el texto facilitado
key-not-known = no se sabe, en ninguna proporción

# What each level says: a sentence each, and all of them in a note.
told-commitment = Compromiso: el Estado prevé, propone o continúa una acción.
told-mention = Mención: el tema se describe, se cita como norma o mecanismo en vigor, o figura como acción pasada, contexto o principio.
told-addressed = Abordado: una tabla de sí/no dice sí.
told-none = Ninguno: una persona codificó el tema como ausente.
told-stated = Sin referencia: lo dice la fuente.
told-not-found = No hallado: nada en el texto facilitado trata del tema.
told-unknown = Desconocido: ni código ni texto que se pudiera leer; en ninguna cifra.
matrix-note =
    { told-commitment } { told-mention } { told-addressed } { told-none }
    { told-stated } { told-not-found } { told-unknown }

# Gráficos ---------------------------------------------------------------------------------------------------------
chart-levels = Con qué firmeza abordan los planes cada tema
chart-levels-kind = Barras apiladas, { $plans }.
chart-levels-note = Número de planes por nivel, n = { $n }. Ninguno: ausente, o no hallado en el texto facilitado. Los planes cuyo nivel se desconoce van aparte y no entran en ninguna proporción.
chart-counts = { $label }: { $counts }; lo abordan { $share }.
chart-counts-none = ningún plan
chart-of-heading = Lo abordan
chart-regions = Dónde abordan los planes cada tema, por región
chart-regions-kind = Barras, proporción de planes por región.
chart-regions-note = Las proporciones son de los planes cuyo nivel se conoce, por región M49; la barra pálida los representa todos. Planes de nivel conocido o no: n = { $n }.
chart-few = Las regiones con menos de cinco planes dicen poco de su región.
chart-groups = Comparación de los grupos de países
chart-groups-kind = Barras, proporción de planes por grupo.
chart-groups-note = Proporción de los planes cuyo nivel se conoce, por grupo; la barra pálida los representa todos. Un país puede estar en varios grupos.
chart-against = { $country } junto a otros planes ({ $region }) y a todos los planes
chart-against-kind = Símbolos de nivel y barras.
chart-against-row = { $theme }: aquí { $level }; lo abordan { $region-share } ({ $region }) y { $all-share } en total.
chart-against-note = Las proporciones son de los planes cuyo nivel se conoce; hay { $region-plans } ({ $region }) y { $all-plans } en total. { $unknown ->
    [0] El propio plan está entre ellos.
   *[other] El propio plan está entre ellos donde se conoce su nivel.
}
chart-against-heading = Proporción de planes que abordan el tema
chart-all = Todos

chart-heatmap = Todos los planes y temas de un vistazo
chart-heatmap-kind = Una cuadrícula de símbolos de nivel, una fila por país, primero los planes más firmes.
chart-heatmap-row = { $country }: { $levels }.
chart-heatmap-note = Último plan de cada país, n = { $n }; ordenados por número de compromisos y después de menciones. Símbolos y fondos dicen lo mismo.
chart-timeline = Cuándo comienzan y terminan los planes y qué abordan
chart-timeline-kind = Una línea de años con una marca por plan.
chart-timeline-note = Cada barra va del comienzo al fin de un plan; una flecha señala un plan sin fin. Los símbolos muestran sus niveles, en el orden { $themes }. n = { $n }.
chart-years = Planes recientes y planes anteriores
chart-years-kind = Columnas, proporción de planes según los años en que comienzan.
chart-years-note = Las proporciones son de los planes cuyo nivel se conoce, según los años en que comienzan; la columna pálida los representa todos. Ediciones con comienzo conocido, de nivel conocido o no: n = { $n }. Donde comienzan pocos planes, una proporción dice poco.
chart-years-row = { $theme }: { $shares }.
chart-years-share = { $span } { $share }
chart-together = Qué temas figuran en los mismos planes
chart-together-kind = Barras, número de planes según los temas que abordan juntos.
chart-together-row = { $themes }: { $plans }
chart-together-only = solo { $theme }
chart-together-none = ninguno de los temas
chart-together-note = Planes cuyo nivel se conoce para cada tema, n = { $n }. Punto lleno: se aborda el tema.{ $left ->
    [0] { "" }
    [one] { " " }No se muestra { $left } plan con un nivel desconocido.
   *[other] { " " }No se muestran { $left } planes con un nivel desconocido.
}
chart-map = Dónde abordan los planes { $theme }
chart-map-all = Cuántos de los temas aborda cada plan
chart-map-kind = Mapa del mundo, proyección Equal Earth.
chart-map-note = { $n ->
    [one] { $n } país con plan
   *[other] { $n } países con plan
}, según el alcance del informe. Gris: ningún plan en las hojas de cálculo, lo que no significa que no haya plan. Formas de los países: Natural Earth, dominio público; las fronteras mostradas no expresan opinión sobre su estatuto.
chart-map-partial = Un plan con algún tema desconocido se muestra según los que se conocen.
chart-data-link = Las cifras detrás de este gráfico
chart-data-matrix = Las cifras figuran en la tabla de cobertura por país
chart-map-not-shown = No se muestran: { $countries }.
chart-map-legend = { $n ->
    [0] ninguno hallado
    [one] { $n } tema
   *[other] { $n } temas
}
chart-map-unknown = desconocido
chart-map-without = sin plan en los datos
chart-change = Qué ha cambiado desde el plan anterior
chart-change-kind = Dos marcas por tema, unidas por una línea.
chart-change-note = Países con al menos dos ediciones adoptadas, n = { $n }: la anterior es la marca hueca, la última la marca llena. Donde falta una marca, el nivel de ese plan es desconocido.
chart-change-row = { $country }: { $themes }.
chart-change-theme = { $theme } de { $from } a { $to }
chart-change-same = nada ha cambiado
chart-more = { $n ->
    [one] Otro país figura en la tabla de datos.
   *[other] Otros { $n } países figuran en la tabla de datos.
}

# Grupos -----------------------------------------------------------------------------------------------------------
group-sentence = { $group }: { $shares }.
group-share = { $theme } { $share }
group-none = Ningún país del grupo tiene un plan en las hojas de cálculo.
group-note = Grupos enumerados en groups.toml. Un país puede estar en varios grupos o en ninguno; n es el número de sus planes cuyo nivel se conoce.

# Método -----------------------------------------------------------------------------------------------------------
method-unit =
    La unidad es una edición de un plan de acción nacional y un tema. Su nivel es el más alto que merece algún pasaje de esa
    edición. Un plan aborda un tema si su nivel es compromiso o mención, o si una tabla de sí/no dice sí. Un plan cuyo nivel es
    desconocido no entra en ningún denominador: desconocido nunca se cuenta como no.
method-latest = Las cifras cuentan el último plan adoptado de cada país; los planes anteriores figuran en los perfiles de país.
method-all = Las cifras cuentan cada edición del plan de cada país.
method-people =
    El código de una persona prevalece sobre el de la máquina; cuando existen ambos y difieren, se señala la diferencia. Los pasajes
    sin código se leen, en los idiomas que abarca el libro de códigos, con reglas fijas, sin modelo ni red: solo el Estado del plan
    puede comprometerse; lo que es pasado, está en vigor o dicen otros es una mención; una frase negada no vale nada; las palabras en
    direcciones y nombres no valen nada. Las palabras que decidieron van en negrita.
method-not-found =
    «No hallado» significa que se facilitó texto del plan y nada en él trata del tema. No significa que el plan no diga nada: las hojas
    de cálculo pueden contener solo partes de él.
method-sensitivity =
    En una lectura estricta cuentan solo los compromisos; un plan del que una tabla de sí/no dice sí queda entonces fuera, pues puede ser
    lo uno o lo otro. En una lectura amplia cuentan también palabras que el libro de códigos considera demasiado débiles por sí solas,
    como «tecnología» o «tribunales», cuando no se halla otra cosa en los textos facilitados. Los códigos de las personas valen en todas.

left-nothing = No se dejó nada fuera y no hay nada que comprobar.
left-remarks = { $n ->
    [one] No se dejó nada fuera. Hay { $n } observación por comprobar.
   *[other] No se dejó nada fuera. Hay { $n } observaciones por comprobar.
}
left-lost = { $n ->
    [one] { $n } archivo, hoja, fila o valor quedó fuera de las cifras.
   *[other] { $n } archivos, hojas, filas o valores quedaron fuera de las cifras.
}
left-both = { $lost ->
    [one] { $lost } archivo, hoja, fila o valor quedó fuera de las cifras
   *[other] { $lost } archivos, hojas, filas o valores quedaron fuera de las cifras
}; { $n ->
    [one] hay { $n } observación por comprobar.
   *[other] hay { $n } observaciones por comprobar.
}
left-where = La lista figura en run.json y en un informe comparativo completo.
left-more = y { $n } más de este tipo, en run.json

# El libro de cálculo ----------------------------------------------------------------------------------------------
book-coverage = Cobertura
book-evidence = Pruebas
book-problems = Problemas
book-codebook = Libro de códigos
book-start = Comienzo
book-end = Fin
book-headline = Contado
book-yes = sí
book-no = no
book-section = Sección
book-page = Página
book-matched = Palabras decisivas
book-rule = Regla
book-remarks = Observaciones
book-sheet = Hoja
book-cell = Celda
book-severity = Gravedad
book-error = error
book-warning = advertencia
book-note = nota
book-hint = Qué hacer (en inglés)
book-id = Identificador
book-name = Nombre
book-says = Significado
book-terms = Términos: { $strong } que cuentan por sí solos, { $weak } que necesitan compañía.
book-languages = Idiomas leídos

# Problemas: qué quiere decir cada tipo. El mensaje completo, en inglés, está en run.json. ------------------------------
problem-unreadable-file = El archivo no puede leerse
problem-unsupported-format = Formato de archivo no admitido
problem-format-mismatch = El contenido no es del formato que dice el nombre
problem-password-protected = El archivo está protegido con contraseña
problem-too-large = Mayor de lo que admite la herramienta
problem-missing-sheet = La hoja pedida no existe
problem-no-table = No se reconoció ninguna tabla
problem-empty-file = El archivo está vacío
problem-no-input = No se halló ninguna hoja de cálculo
problem-sheet-not-used = La hoja no se usa
problem-hidden-sheet = Hoja oculta, no se usa
problem-hidden-rows = Filas ocultas, no se usan
problem-filtered-rows = Filas ocultas por un filtro, se usan
problem-hidden-columns = Columnas ocultas, se usan
problem-hidden-unknown = No se sabe qué filas están ocultas
problem-unfilled-template = Plantilla sin rellenar
problem-bad-mapping = El archivo de correspondencias no puede usarse
problem-encoding-guessed = La codificación se ha supuesto
problem-unknown-column = Encabezado de columna no comprendido
problem-duplicate-column = Dos columnas para lo mismo
problem-cell-error = La celda contiene un error
problem-cell-too-long = La celda es demasiado larga
problem-ragged-row = La fila tiene más celdas que el encabezado
problem-filled-down = País tomado de la fila de arriba
problem-row-without-country = Fila sin país
problem-row-not-used = Fila que la propia tabla excluye
problem-furniture-row = Fila que no es un dato
problem-unclosed-quote = Comillas sin cerrar
problem-unknown-theme = Tema no comprendido
problem-unknown-level = Valor no comprendido, por tanto desconocido
problem-several-codes = Varios códigos en una celda
problem-percent-value = Un porcentaje no es un código
problem-colour-only = El sentido está solo en el color
problem-odd-characters = Caracteres inusuales
problem-unknown-scale = Escala de puntuación desconocida
problem-unknown-country = País desconocido
problem-ambiguous-country = Nombre que comparten varios países
problem-look-alike-letters = Letras de otro alfabeto que se parecen
problem-country-spellings = Varias grafías de un país
problem-country-mismatch = El nombre y el código designan países distintos
problem-unknown-period = Período no comprendido
problem-period-reversed = El período termina antes de comenzar
problem-no-period = Período no indicado
problem-undated-edition = Edición sin fecha junto a ediciones fechadas
problem-no-plan = Sin plan según la hoja
problem-unknown-status = Estado del plan no comprendido, por tanto desconocido
problem-same-edition = Dos indicaciones de un mismo plan reunidas
problem-country-by-code = País reconocido por su código
problem-period-mismatch = Dos indicaciones del período difieren
problem-contradiction = Una afirmación y un pasaje se contradicen
problem-conflict = Códigos en desacuerdo, por tanto desconocido
problem-code-differs = La máquina lee algo distinto del código de la persona
problem-no-passage = Nota provisional en lugar de un pasaje
problem-code-for-passage = Código en lugar de un pasaje
problem-code-without-passage = Código sin pasaje que lo muestre
problem-duplicate-row = Fila repetida, contada una vez
problem-language-not-coded = Pasaje en un idioma que no se lee
problem-overlapping-editions = Dos ediciones se solapan
problem-bad-template = Archivo de plantilla incorrecto
problem-bad-project = Archivo de proyecto incorrecto
problem-missing-glyph = Caracteres sin dibujo en las fuentes
