8
"serve-+
)

f
nConstin
n	WriteFilein