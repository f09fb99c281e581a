"""A question as staff fill it in, without a flaw."""

from __future__ import annotations

from collections.abc import Mapping

CLEAN: Mapping[str, str] = {
    "topic": "order-of-draw",
    "type": "single",
    "level": "application",
    "difficulty": "medium",
    "stem": "A syringe holds blood for coagulation, chemistry and hematology. Into which tube does it go first?",
    "text-1": "Gray top",
    "why-1": "Fluoride comes last, because it harms cells and enzymes.",
    "text-2": "Lavender top",
    "why-2": "EDTA would take calcium out of what follows.",
    "text-3": "Light blue top",
    "right-3": "1",
    "why-3": "Citrate is spoiled most by what is carried over, so it comes first.",
    "text-4": "Red top",
    "why-4": "A clot activator may be carried over into citrate.",
    "source": "clsi-gp41",
    "part": "Order of draw",
}
