"""Words that speak for, or against, a fracture surface in an SEM."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class WeightedWord:
    """A pattern and what it counts: above 0 for fracture, below for anything else."""

    name: str
    pattern: re.Pattern[str]
    weight: float


def _word(name: str, pattern: str, weight: float) -> WeightedWord:
    return WeightedWord(name, re.compile(pattern, re.IGNORECASE), weight)


WORDS: tuple[WeightedWord, ...] = (
    _word("fractograph", r"\bfractograph(?:s|y|ic)?\b|\bfractography\b", 3.0),
    _word(
        "fracture surface",
        r"\b(?:fracture|fractured|failure|rupture|broken|breakage)\s+(?:surfaces?|faces?|morpholog\w+|planes?|features?)\b",
        3.0,
    ),
    _word(
        "fracture zone",
        r"\b(?:crack\s+(?:initiation|origin|growth|propagation)|final\s+fracture|overload)\s+(?:sites?|zones?|regions?|areas?)\b",
        2.0,
    ),
    _word("dimples", r"\bdimpl\w+|\bmicrovoid\w*|\bvoid\s+coalescence\b", 2.5),
    _word("cleavage", r"\bcleavage\b|\bquasi-?cleavage\b|\briver[- ](?:lines?|patterns?|markings?)\b", 2.5),
    _word(
        "intergranular",
        r"\b(?:inter|trans)granular\s+(?:fracture|facets?|failure|cracking|features?|decohesion|separation)\b|\brock[- ]candy\b",
        2.5,
    ),
    _word(
        "striations",
        r"\bstriations?\b|\bbeach\s*marks?\b|\bratchet\s*marks?\b|\bchevron\s+(?:marks?|patterns?)\b|\bhackle\b|\bwallner\b",
        2.5,
    ),
    _word(
        "facets",
        r"\b(?:fatigue|faceted|grain[- ]boundary|smooth|flat)\s+facets?\b|\bfish-?eyes?\b|\btear\s+ridges?\b|\bfibre\s+pull-?out\b",
        2.0,
    ),
    _word(
        "broken",
        r"\b(?:broken|fractured|ruptured|failed)\s+(?:\w+\s+){0,3}(?:specimens?|samples?|bars?|parts?|bolts?|shafts?|halves|half)\b",
        1.5,
    ),
    _word(
        "after test",
        r"\bafter\s+(?:\w+\s+){0,3}(?:tensile|impact|charpy|fatigue|creep|bending|fracture)\s+(?:tests?|testing|failure)\b",
        1.2,
    ),
    _word("fracture", r"\bfractur\w+|\bbrittle\b|\bductile\b|\boverload\b", 0.8),
    _word("sem", r"\bSEM\b|\bscanning\s+electron\b|\bsecondary[- ]electron\b", 0.4),
    _word(
        "before test",
        r"\b(?:before|prior\s+to)\s+(?:\w+\s+){0,3}test(?:s|ing)?\b|\bas-(?:received|built|cast|printed|sintered|deposited)\b|\buntested\b",
        -1.2,
    ),
    _word(
        "section",
        r"\bpolished\b|\betched\b|\bcross[- ]sections?\b|\bmicrostructures?\b|\bgrain\s+(?:structure|size)\b|\bmetallograph\w+",
        -2.5,
    ),
    _word("powder", r"\bpowders?\b|\bparticles?\s+(?:size|morpholog\w+)\b|\bfeedstock\b|\bgas-?atomi[sz]ed\b", -2.5),
    _word(
        "fibres",
        r"\bfib(?:re|er)\s+mats?\b|\belectrospun\b|\bnanofib(?:re|er)s?\b|\bfabrics?\b|\bwoven\b|\bscaffolds?\b|\bmembranes?\b",
        -2.5,
    ),
    _word("foam", r"\bfoams?\b|\bporous\s+(?:structure|scaffold|network)s?\b|\bcells?\b|\bcoatings?\s+(?:surface|morpholog\w+)\b", -1.8),
    _word("worn", r"\bworn\s+surfaces?\b|\bwear\s+(?:tracks?|scars?|debris)\b|\bcorroded\s+surfaces?\b|\bmachined\s+surfaces?\b", -2.5),
    _word(
        "other method",
        r"\b(?:TEM|HRTEM|STEM|EBSD|XRD|EDS|EDX|AFM|XPS|DSC|FTIR|CT)\b|\btransmission\s+electron\b|\bdiffraction\b|\btomograph\w+",
        -3.0,
    ),
    _word("optical", r"\boptical\s+(?:micrograph|microscop|image)\w*|\bphotographs?\b|\bmacrographs?\b|\bstereo\w*\b|\bphoto\b", -3.0),
    _word(
        "drawing",
        r"\bcurves?\b|\bplots?\b|\bplotted\b|\bgraphs?\b|\bhistograms?\b|\bschematic\w*|\bsketch\b|\bdiagrams?\b|\bgeometry\b",
        -3.0,
    ),
    _word(
        "chart", r"\b(?:as\s+a\s+function\s+of|versus|vs\.?)\b|\bsimulat\w+|\bfinite[- ]element\b|\bset-?up\b|\bdistributions?\s+of\b", -2.5
    ),
    _word("mapping", r"\belement(?:al)?\s+(?:maps?|mapping)\b|\bphase\s+maps?\b|\bspectr(?:a|um)\b|\bpole\s+figures?\b", -3.0),
    _word("no fracture", r"\bno\s+(?:sign\s+of\s+)?(?:fracture|cracks?)\b|\bcrack-free\b|\bunfractured\b|\bintact\b", -2.0),
)
"""Weights were set by hand, a decisive word at 2 and above."""
