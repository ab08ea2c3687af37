import javax.crypto.Cipher

fun box(): Cipher = Cipher.getInstance("AES/GCM/NoPadding")
