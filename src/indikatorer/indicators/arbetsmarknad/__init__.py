"""The labour market status, and the situation of those who have left: SCB's registers."""
