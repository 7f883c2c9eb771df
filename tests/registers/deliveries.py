"""Small deliveries written by hand. Personnummer are nobody's: the check digit is one above the right one."""

from pathlib import Path

ANNA = "198003149220"  # woman
BO = "197511028330"  # man
CI = "199207154446"  # woman

INSKRIVNINGAR = (
    "inskrivning_id;personnummer;kön;födelseland;utbildningsnivå;folkbokförd_från;jobbtorg;stadsdelsnämnd;inskriven;"
    "jobbplan;avslutad;avslutsorsak;målgrupp_resurs;återremiss_in;anställningsform;omfattning"
)
BISTAND = "personnummer;bidragsmånad;roll;biståndstyp;nettobelopp;hushåll_id;försörjningshinder"
SETTINGS = "syntetisk = true\nlevererad = 2022-01-15\n"


def write(folder: Path, files: dict[str, str], encoding: str = "utf-8") -> Path:
    """A folder with files of the given text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8" if name.endswith(".toml") else encoding))
    return folder


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def small() -> dict[str, str]:
    """Two people at Jobbtorg, their support, and SCB's two files."""
    return {
        "leverans.toml": SETTINGS,
        "flai_inskrivningar.csv": lines(
            INSKRIVNINGAR,
            f"A1;{ANNA};K;Utrikes;Gymnasial;2001-05-01;Järva;Kista-Rinkeby;2019-02-01;2019-02-10;2019-08-31;Arbete;J;N;;",
            f"A2;{ANNA[:8]}-{ANNA[8:]};;;;;Jobbtorg Järva;Rinkeby-Kista;2020-03-01;;;;;J;;",
            f"B1;{BO};Man;Inrikes;Okänd;;Jobbtorg Sydost;Farsta;2019-05-20;;2020-01-31;Okänd;N;N;;",
        ),
        "paraply_bistand.csv": lines(
            BISTAND,
            f"{ANNA};2019-01;Sökande;Försörjningsstöd;9 500,50;H1;Nyanländ, väntar",
            f"{ANNA};2019-01;Medsökande;Försörjningsstöd;-500,5;H1;",
            f"{BO[2:8]}-{BO[8:]};2020-02;Sökande;Försörjningsstöd;4000;;ont i ryggen",
        ),
        "scb_population.csv": lines(
            "LopNr;Population;Kon;FodelseAr;InskrivenDatum;AvslutDatum;Avslutsorsak;StockholmsjobbStart;"
            "StockholmsjobbSlut;StockholmsjobbTyp;Jobbtorg;UtlSvBakg;SunNiva",
            "17;avslutade_jobbtorg;2;1980;2009-01-02;2010-05-31;Okänd;;;;Järva;11;3",
        ),
        "scb_arsdata.csv": lines(
            "LopNr;AR;Kommun;ForvErs;SyssStat;ALosDag",
            "17;2011;0180;1695;1;",
            "17;2012;0180;;;12",
        ),
    }
