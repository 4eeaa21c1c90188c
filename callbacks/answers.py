"""What REST answers look like, for the OpenAPI document and for tests."""

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """An answer has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class MaySum(Answer):
    """Over what an indicator may be added up."""

    areas: bool
    time: bool
    counterparts: bool
    breakdown: bool


class Indicator(Answer):
    """What is counted, in which unit, by whom."""

    id: str = Field(examples=["displaced_population"])
    name: str
    about: str
    unit_measure: str = Field(examples=["persons"])
    decimals: int
    kind: str = Field(description="stock, flow, share or index")
    counterpart: str = Field(description="What the other end is: origin, destination or none")
    may_sum: MaySum
    sources: list[str] = Field(description="The first is taken when none is asked for on a page")
    parts: list[str] = Field(description="Indicators that this one adds up")


class Indicators(Answer):
    """All indicators."""

    indicators: list[Indicator]


class Area(Answer):
    """A country, the world, or a way to say that none is known."""

    id: str = Field(
        examples=["COL"],
        description="ISO 3166-1 alpha-3, W, _U, _X, _Z, or G_… a group; of a first-level unit "
        "ISO 3166-2, COL-_U for those in a country who are in none of its units",
    )
    name: str
    short_name: str
    parent: str | None = Field(examples=["W"])
    level: str = Field(description="world, country, special, group or unit")
    m49: str | None = Field(examples=["170"])
    region: str | None = Field(examples=["005"], description="M49 code of the region")
    focus: bool = Field(description="One of the nine countries of the regional plan")
    national: str | None = Field(
        examples=["11"], description="Of a unit, its code in the country's own statistics"
    )
    members: list[str] = Field(description="The countries of a group; empty for all others")


class Areas(Answer):
    """All areas."""

    areas: list[Area]


class Observation(Answer):
    """One figure with what it takes to read it."""

    indicator: str
    ref_area: str
    counterpart_area: str
    sex: str
    age: str
    breakdown: str
    time_period: str
    obs_value: int | float | None = Field(description="null is missing, never zero")
    unit_measure: str
    obs_status: str = Field(description="SDMX CL_OBS_STATUS: A normal, B break, M missing …")
    source: str
    definition: str
    flags: list[str]


class Observations(Answer):
    """A page of observations in key order."""

    total: int = Field(description="Observations that match, on all pages")
    limit: int
    offset: int
    observations: list[Observation]


class Incident(Answer):
    """One incident of death or disappearance, with its place."""

    incident: int = Field(description="Its row in the producer's file")
    date: str = Field(examples=["2024-03-17"])
    ref_area: str
    counterpart_area: str = Field(description="Nationality; _U where several or unknown")
    obs_value: int | None = Field(description="Dead and missing")
    survivors: int | None
    cause: str = Field(examples=["cause.drowning"])
    route: str = Field(examples=["route.south_american_route"])
    location: str
    lon: float | int | None
    lat: float | int | None
    source: str


class Incidents(Answer):
    """A page of incidents, in the order of the producer's file."""

    total: int = Field(description="Incidents that match, on all pages")
    limit: int
    offset: int
    incidents: list[Incident]


class Total(Answer):
    """One figure made of observations."""

    obs_value: int | float | None = Field(description="null when no part was reported")
    obs_status: str = Field(description="The worst status of the parts added")
    flags: list[str]
    missing: list[dict[str, str]] = Field(description="The parts that were not reported")


class NoTotal(Answer):
    """Why a sum must not be made, and the nearest figure that may be given."""

    reason: str
    nearest: str = Field(description="A path with query that answers")


class Fault(Answer):
    """One thing wrong with a request."""

    loc: list[str] = Field(examples=[["query", "ref_area"]])
    msg: str
    type: str = Field(examples=["unknown_code"])
    allowed: list[str] = Field(description="The values that would be right")


class Refusal(Answer):
    """Everything wrong with a request."""

    detail: list[Fault]
