

cConstin

nMatMulin"¿