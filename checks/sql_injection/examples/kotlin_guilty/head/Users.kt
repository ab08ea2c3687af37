import java.sql.Connection

class Users(private val connection: Connection) {
    fun find(name: String) = connection.createStatement().executeQuery("SELECT * FROM users WHERE name = '${name}'")
}
