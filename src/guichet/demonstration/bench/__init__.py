"""How fast the product is with a volume that a department takes years to reach."""
