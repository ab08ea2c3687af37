import java.sql.Connection

class Users(private val connection: Connection) {
    fun find(name: String): Boolean {
        val statement = connection.prepareStatement("SELECT * FROM users WHERE name = ?")
        statement.setString(1, name)
        return statement.execute()
    }

    fun all() = connection.createStatement().executeQuery("SELECT * FROM ${TABLE}")
}
