"""Stockholmsjobb: how many, and what people do and live on after them."""

RAKS = {2022: "SCB:s nya befolkningsstatistik ersätter RAKS: inkomst efter skatt, och åtgärd ingår i arbetslös."}
