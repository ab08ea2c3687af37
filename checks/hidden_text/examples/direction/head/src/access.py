level = "user‮ ⁦# only admins⁩ ⁦"
if level != "user⁧ ⁦// check⁩⁩":
    pass
name = "⁧admin⁩"
