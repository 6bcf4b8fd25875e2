"""Makes src/chart/world.txt from the `world-atlas` package (npm), which carries Natural Earth's country shapes.

    npm install world-atlas topojson-client shapely (pip)
    node -e "const t=require('topojson-client'),f=require('fs');for(const n of ['110m','50m']){const a=JSON.parse(
      f.readFileSync('node_modules/world-atlas/countries-'+n+'.json'));f.writeFileSync(n+'.json',JSON.stringify(
      t.feature(a,a.objects.countries).features.map(x=>({id:x.id,name:x.properties.name,g:x.geometry}))))}"
    python3 world.py 110m.json 50m.json countries.csv > world.txt

A line a country: its ISO 3166-1 alpha-3 code (`---` for land without one), then rings of `lon,lat` in tenths of a degree;
a country too small for the coarse shapes is one point after `@`.
"""
import csv, json, sys
from shapely.geometry import Polygon, box, shape
from shapely.affinity import translate
from shapely.ops import unary_union

coarse, fine, countries = sys.argv[1:4]
codes = {row["m49"].zfill(3): row["iso3"] for row in csv.DictReader(open(countries), delimiter=";") if row["m49"]}
code_of = lambda one: codes.get(one.get("id") or "", {"Kosovo": "XKX"}.get(one["name"], "---"))

def unwrapped(ring):
    out, shift = [], 0
    for lon, lat in ring:
        if out:
            while lon + shift - out[-1][0] > 180: shift -= 360
            while lon + shift - out[-1][0] < -180: shift += 360
        out.append((lon + shift, lat))
    return out

def parts(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for rings in polygons:
        polygon = Polygon(unwrapped(rings[0])).buffer(0)
        for by in (-360, 0, 360):
            cut = translate(polygon, by).intersection(box(-180, -60, 180, 84))
            for part in getattr(cut, "geoms", [cut]):
                if part.geom_type == "Polygon" and not part.is_empty:
                    yield part

drawn = {}
for one in json.load(open(coarse)):
    code = code_of(one)
    if code == "ATA": continue
    drawn.setdefault(code, []).extend(parts(one["g"]))
points = {}
for one in json.load(open(fine)):
    code = code_of(one)
    if code in ("---", "ATA") or code in drawn: continue
    whole = max(parts(one["g"]), key=lambda part: part.area, default=None)
    if whole is not None:
        middle = whole.representative_point()
        points[code] = (middle.x, middle.y)
tenths = lambda pair: "%d,%d" % (round(pair[0] * 10), round(pair[1] * 10))
for code in sorted(drawn):
    rings = []
    for part in drawn[code]:
        ring = []
        for pair in map(tenths, list(part.simplify(0.05).exterior.coords)[:-1]):
            if not ring or ring[-1] != pair: ring.append(pair)
        if len(ring) > 2: rings.append(" ".join(ring))
    print(code, ";".join(rings))
for code in sorted(points):
    print(code, "@" + tenths(points[code]))
