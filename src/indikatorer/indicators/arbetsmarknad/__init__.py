"""The standing on the labour market, and the situation of those who have left: SCB's registers."""
