import javax.crypto.Cipher

fun old(): Cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding")

fun blocks(): Cipher = Cipher.getInstance("AES/ECB/PKCS5Padding")
