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


def whole() -> dict[str, str]:
    """Every file of the contract, each with a few rows."""
    return small() | {
        "flai_insatser.csv": lines(
            "insats_id;personnummer;insats;regi;start;slut;fullföljd;anställning_start;anställning_månader",
            f"I1;{ANNA};Yrkesspår;Upphandlad;2019-03-01;2019-06-30;J;2019-07-01;6",
        ),
        "flai_stockholmsjobb.csv": lines(
            "stockholmsjobb_id;personnummer;typ;finansiering;start;slut;förlängning_av",
            f"S1;{BO};Stockholmsvärd;AMF;2019-06-01;2019-12-31;",
            f"S2;{BO};Stockholmsvärd;SDN;2020-01-01;;S1",
        ),
        "flai_uppfoljning_3man.csv": lines("stockholmsjobb_id;uppföljningsdatum;status", "S1;2020-03-31;Ej nådd"),
        "folkbokforing.csv": lines("personnummer;händelse;datum", f"{BO};Utflyttad;2021-01-01"),
        "personnummer_byte.csv": lines("gammalt;nytt;datum", f"{CI};{ANNA};2018-01-01"),
        "scb_manadsdata.csv": lines(
            "LopNr;Manad;Arbetsinkomst;Forsorjningsstod;Akassa;InskrivenAF", "17;2010-06;12 500;0;0;1"
        ),
        "enkat_utskick.csv": lines("enkät;år;kön;antal", "sfi;2021;K;120", "sfi;2021;M;80"),
        "enkat_svar.csv": lines(
            "enkät;år;svarande;kön;fråga;svar;studerat", "sfi;2021;1;K;SFI1;4;", "sfi;2021;2;M;SFI1;Vet ej;"
        ),
        "vux_kurser.csv": lines(
            "kursdeltagande_id;elev;kön;ålder;bakgrund;skolform;regi;start;planerat_slut;slut;utfall;nyanländ;efter_avbrott",
            "K1;7;K;34;EU/EES;Sfi;Egen;2021-01-10;2021-06-10;;Pågår;J;",
        ),
        "vux_uppfoljning.csv": lines(
            "utbildning_id;kön;utbildning;slut;fullföljd;månader_efter;besvarad;sysselsättning;sysselsättning_före;samma_arbete",
            "U1;M;YH;2021-01-31;J;3;J;Arbete;Annat;N",
        ),
        "processmatt.csv": lines("månad;mått;antal", "2021-05;Rekryteringsträffar;12"),
        "partnerskap.csv": lines("personnummer;verksamhet;arbete_från", f"{ANNA};Jobbtorg;2021-03-01"),
        "progression.csv": lines(
            "deltagande;kön;insats;instrument;före;efter;närmat_sig", "D1;K;Yrkesspår;Skattning;2,5;3.0;J"
        ),
        "ekonomi_kostnader.csv": lines("år;enhet;kostnadsslag;belopp", "2021;Jobbtorg Järva;Personal;1 234 567,50"),
        "kolada.json": """{"values": [{"kpi": "U40455", "municipality": "0180", "period": 2020, "values": [
            {"gender": "T", "count": 1, "status": "", "value": 44.5, "isdeleted": false},
            {"gender": "K", "count": 1, "status": "Secret", "value": null, "isdeleted": false},
            {"gender": "M", "count": 1, "status": "", "value": 1, "isdeleted": true}]}]}""",
    }
