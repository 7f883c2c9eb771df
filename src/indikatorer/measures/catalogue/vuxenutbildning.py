"""V1–V13: results in adult education, what people do after it, and what they think of it."""

from indikatorer.measures.catalogue.jobbtorg import TOTALRAKNING, WILSON
from indikatorer.measures.cell import SKALA
from indikatorer.measures.courses import (
    GRADED,
    PASSED,
    answered,
    broken_off_sfi,
    ended_sfi_by_one_dimension,
    followed_up,
    graded,
    newly_arrived,
    planned_to_end_in_yh,
)
from indikatorer.measures.dimensions import EFTER_AVBROTT, KON, REGI, where
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.slices import Slicer, in_each_year
from indikatorer.measures.surveys import asked, the_question
from indikatorer.measures.values import Andel, Antal, Fordelning, Medel

KURSER = ("courses",)
UPPFOLJNING = ("trainings",)
ENKATER = ("answers",)
VUX = "Vuxenutbildningens uppgifter om kursdeltaganden, egen och upphandlad regi."
SVARSFREKVENS = (
    f"{WILSON} Svarsfrekvensen redovisas bredvid. Under 60 procent är uppgiften osäker, under 30 procent redovisas "
    "varken andel eller medelvärde."
)


def _betyg(identity: str, utbildning: str, slicer: Slicer, betyg: str, jamfor: str) -> Measure:
    return Measure(
        id=identity,
        name=f"Godkänt betyg inom {utbildning}",
        card=Card(
            fraga=f"Hur stor andel av de fullföljda kurserna inom {utbildning} ger godkänt betyg?",
            definition=f"Kursdeltaganden som avslutats under året med {betyg}. Avbrott räknas inte som fullföljda.",
            population=f"Fullföljda kursdeltaganden inom {utbildning} under året.",
            taljare="Kursdeltaganden med godkänt betyg.",
            namnare="Kursdeltaganden med betyg, godkänt eller inte.",
            enhet="Procent av kursdeltaganden; en person kan läsa flera kurser.",
            kalla=VUX,
            riktning="Högre är bättre.",
            sedan="2020.",
            jamfor_inte_med=jamfor,
            osakerhet=WILSON,
        ),
        needs=KURSER,
        tables={
            "kon": Table(
                f"Godkänt betyg inom {utbildning} efter kön och regi",
                slicer,
                (KON, REGI),
                Andel(where("godkant")),
                person="elev",
            ),
            "serie": Table(
                f"Godkänt betyg inom {utbildning} per år och kön",
                in_each_year(slicer),
                (KON,),
                Andel(where("godkant")),
                person="elev",
            ),
        },
    )


A_TILL_E = "betyg A till E, av dem med betyg A till F"

V1 = _betyg(
    "V1",
    "grundläggande vuxenutbildning",
    graded("Grundläggande"),
    A_TILL_E,
    "Kolada N18944, där även avbrutna kurser ingår i nämnaren.",
)
V2 = _betyg(
    "V2",
    "gymnasial vuxenutbildning, högskoleförberedande kurser",
    graded("Gymnasial högskoleförberedande"),
    A_TILL_E,
    "Kolada N18945, där även avbrutna kurser ingår i nämnaren.",
)
V3 = _betyg(
    "V3",
    "kombinationsutbildningar",
    graded("Kombination", (*PASSED, "Godkänd"), (*GRADED, "Godkänd")),
    "betyg A till E eller Godkänd, av dem med betyg A till F eller Godkänd",
    "Andel personer: källan säger inte om måttet gäller personer eller kurser, här räknas kursdeltaganden.",
)

V4 = Measure(
    id="V4",
    name="Examen från yrkeshögskolan",
    card=Card(
        fraga="Hur stor andel av dem som börjat på yrkeshögskolan tar examen?",
        definition="Andel med examen av alla vars utbildning skulle sluta under året enligt plan, även avbrutna.",
        population="Påbörjade utbildningar på yrkeshögskolan med planerat slut under året.",
        taljare="Utbildningar som gett examen senast vid årets slut.",
        namnare="Alla utbildningar i populationen.",
        enhet="Procent av deltaganden.",
        kalla=VUX,
        riktning="Högre är bättre.",
        sedan="2020.",
        jamfor_inte_med="Andelen av dem som slutfört utbildningen, som är högre.",
        osakerhet=WILSON,
    ),
    needs=KURSER,
    tables={
        "kon": Table(
            "Examen från yrkeshögskolan efter kön", planned_to_end_in_yh, (KON,), Andel(where("examen")), person="elev"
        ),
    },
)


def _arbete(identity: str, namn: str, utbildning: str, months: int, extra: dict[str, Table]) -> Measure:
    slicer = answered(utbildning, months)
    return Measure(
        id=identity,
        name=f"Arbete {months} månader efter {namn}",
        card=Card(
            fraga=f"Hur stor andel har arbete {months} månader efter {namn}?",
            definition=(
                f"Andel vars huvudsakliga sysselsättning är arbete {months} månader efter {namn}, av dem som svarat."
            ),
            population=f"Personer som fullföljt utbildningen {months} månader före en månad i året.",
            taljare="Personer som svarat att de arbetar.",
            namnare="Personer som svarat på uppföljningen.",
            enhet="Procent av personer.",
            kalla="Vuxenutbildningens uppföljning, en enkät.",
            riktning="Högre är bättre.",
            sedan="2020.",
            jamfor_inte_med=(
                "Arbete efter avslut från Jobbtorg, som bygger på register. Många hade samma arbete före utbildningen; "
                "då är arbetet inte dess resultat."
            ),
            osakerhet=SVARSFREKVENS,
        ),
        needs=UPPFOLJNING,
        tables={
            "kon": Table(f"Arbete {months} månader efter {namn} efter kön", slicer, (KON,), Andel(where("arbetar"))),
            "svar": Table(
                f"Svarsfrekvens {months} månader efter {namn} efter kön",
                followed_up(utbildning, months),
                (KON,),
                Andel(where("besvarad")),
            ),
            **extra,
        },
    )


V5 = _arbete("V5", "examen från yrkeshögskolan", "YH", 6, {})
V6 = _arbete(
    "V6",
    "slutförd yrkesutbildning inom komvux",
    "Yrkesutbildning",
    3,
    {
        "avbrutna": Table(
            "Arbete 3 månader efter avbruten yrkesutbildning inom komvux efter kön",
            answered("Yrkesutbildning", 3, completed=False),
            (KON,),
            Andel(where("arbetar")),
        ),
        "samma-arbete": Table(
            "Samma arbete som före utbildningen, av dem som arbetar efter yrkesutbildning inom komvux, efter kön",
            answered("Yrkesutbildning", 3, working=True),
            (KON,),
            Andel(where("samma_arbete")),
        ),
    },
)
V7 = _arbete("V7", "fullföljd kombinationsutbildning", "Kombination", 3, {})


def _enkat_card(fraga: str, definition: str, vilka: str, riktning: str, jamfor: str, *, mean: bool) -> Card:
    return Card(
        fraga=fraga,
        definition=definition,
        population=f"{vilka} som svarat på årets enkät.",
        taljare="Summan av svaren på skalan 1–5." if mean else "Personer som svarat 4 eller 5 på skalan 1–5.",
        namnare=(
            "Personer som gett ett svar på skalan; vet ej räknas bort."
            if mean
            else "Personer som svarat på frågan, även vet ej; de som lämnat den tom räknas bort."
        ),
        enhet="Medelvärde på skalan 1–5." if mean else "Procent av personer.",
        kalla="Enkät till elever i vuxenutbildningen.",
        riktning=riktning,
        sedan="2015.",
        jamfor_inte_med=jamfor,
        osakerhet=(
            "95 procents t-intervall för medelvärdet. Intervallet beskriver inte bortfallet; svarsfrekvensen redovisas "
            "bredvid."
            if mean
            else SVARSFREKVENS
        ),
    )


def _rekommenderar(identity: str, enkat: str, vilka: str, skola: str) -> Measure:
    return Measure(
        id=identity,
        name=f"Kan rekommendera sin skola, {skola}",
        card=_enkat_card(
            f"Hur stor andel av eleverna inom {skola} kan rekommendera sin skola till andra?",
            "Andel som svarat 4 eller 5 på påståendet ”Jag kan rekommendera min skola till andra”.",
            vilka,
            "Högre är bättre.",
            "Enkäter med annan skala eller andra svarsalternativ.",
            mean=False,
        ),
        needs=ENKATER,
        tables={
            "kon": Table(
                f"Kan rekommendera sin skola, {skola}, efter kön",
                the_question(identity),
                (KON,),
                Andel(where("positiv")),
            ),
            "svar": Table(
                f"Svarsfrekvens i enkäten till elever inom {skola} efter kön",
                asked(enkat),
                (KON,),
                Andel(where("svarat")),
                needs=("invitations",),
            ),
        },
    )


def _inflytande(identity: str, vilka: str, skola: str, pastaende: str) -> Measure:
    return Measure(
        id=identity,
        name=f"Inflytande, {skola}",
        card=_enkat_card(
            f"Hur nöjda är eleverna inom {skola} med sitt inflytande?",
            f"Medelvärdet av svaren på påståendet ”{pastaende}” på skalan 1–5.",
            vilka,
            "Högre är bättre.",
            "Andelar nöjda: ett medelvärde på skalan kan inte räknas om till en andel.",
            mean=True,
        ),
        needs=ENKATER,
        tables={
            "kon": Table(f"Inflytande, {skola}, efter kön", the_question(identity), (KON,), Medel("poang", SKALA)),
        },
    )


V8 = _rekommenderar("V8", "komvux", "Elever inom komvux utom sfi", "komvux utom sfi")
V9 = _rekommenderar("V9", "sfi", "Elever inom sfi", "sfi")
V10 = _inflytande(
    "V10", "Elever inom komvux utom sfi", "komvux utom sfi", "Jag är nöjd med mitt inflytande i undervisningen"
)
V11 = _inflytande("V11", "Elever inom sfi", "sfi", "Jag får vara med och bestämma")

V12 = Measure(
    id="V12",
    name="Avbrott i sfi",
    card=Card(
        fraga="Hur stor andel av deltagandena i sfi avbryts, och vad gör de som avbryter sedan?",
        definition=(
            "Andel avbrott av alla kursdeltaganden i sfi som avslutats under året. Efter avbrottet: arbete, studier "
            "eller varken eller, av dem för vilka det är känt."
        ),
        population="Kursdeltaganden i sfi som avslutats under året, fullföljda eller avbrutna.",
        taljare="Kursdeltaganden som avbrutits; efter avbrottet de med sysselsättningen.",
        namnare="Alla kursdeltaganden i populationen; efter avbrottet de avbrott vars fortsättning är känd.",
        enhet="Procent av kursdeltaganden.",
        kalla=VUX,
        riktning="Färre avbrott är bättre, utom när avbrottet leder till arbete.",
        sedan="2020.",
        jamfor_inte_med="Andelen personer som någon gång avbrutit sfi.",
        osakerhet=WILSON,
    ),
    needs=KURSER,
    tables={
        "avbrott": Table(
            "Avbrott i sfi efter kön, ålder och bakgrund, var för sig",
            ended_sfi_by_one_dimension,
            (),
            Andel(where("avbrott")),
            person="elev",
        ),
        "efter": Table(
            "Efter avbrott i sfi efter sysselsättning och kön",
            broken_off_sfi,
            (EFTER_AVBROTT, KON),
            Fordelning(EFTER_AVBROTT, antal=False),
            person="elev",
        ),
    },
)

V13 = Measure(
    id="V13",
    name="Nyanlända i vuxenutbildningen",
    card=Card(
        fraga="Hur många nyanlända läser i vuxenutbildningen?",
        definition=(
            "Unika personer som läst en kurs under året och då varit nyanlända: högst tre år efter folkbokföring. "
            "Den som läst i flera skolformer finns på flera rader men en gång i summan."
        ),
        population="Personer med ett kursdeltagande som pågått under året.",
        taljare="Personer som är nyanlända enligt vuxenutbildningens uppgift.",
        namnare="Har ingen nämnare: måttet är ett antal.",
        enhet="Personer.",
        kalla=VUX,
        riktning="Beskriver omfattning och har ingen önskad riktning.",
        sedan="2020.",
        jamfor_inte_med=(
            "Nyanlända enligt Skatteverkets senaste folkbokföringsdatum, som räknar återvändare som nyanlända."
        ),
        osakerhet=f"{TOTALRAKNING} För en del saknas uppgift om de är nyanlända; de räknas inte.",
    ),
    needs=KURSER,
    tables={
        "nyanlanda": Table("Nyanlända i vuxenutbildningen efter skolform och kön", newly_arrived, (KON,), Antal()),
    },
)
