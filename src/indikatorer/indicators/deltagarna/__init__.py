"""What participants think, and whether they come closer to work."""

BRUKARE = "Brukarundersökningen vid Jobbtorg, en gång om året till alla inskrivna."
